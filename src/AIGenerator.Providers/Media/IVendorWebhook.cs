namespace AIGenerator.Providers.Media;

/// <summary>Reads what a vendor reports by itself. Such a report is only a hint to ask about the job now: its content is never taken for the result.</summary>
public interface IVendorWebhook
{
    /// <summary>The provider's id, e.g. <c>replicate</c>.</summary>
    string Provider { get; }

    /// <summary>The vendor's id of the job that a report is about; null where the report is not the vendor's, or too old.</summary>
    /// <param name="header">A header of the request by its name; null where there is none. Several of one name are joined by commas.</param>
    /// <param name="body">The body as it came: the signature is over these very bytes.</param>
    /// <param name="ct">Stops the wait for the vendor's keys.</param>
    /// <exception cref="ProviderException">The vendor's keys could not be had: it may report again.</exception>
    Task<string?> JobOfAsync(Func<string, string?> header, ReadOnlyMemory<byte> body, CancellationToken ct);
}
