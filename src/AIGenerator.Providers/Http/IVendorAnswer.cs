using AIGenerator.Providers.Text;

namespace AIGenerator.Providers.Http;

/// <summary>One streamed answer being put together from a vendor's pieces.</summary>
internal interface IVendorAnswer<in TPiece>
{
    /// <summary>Whether the vendor has said that nothing follows; the body need not be read further.</summary>
    bool IsOver { get; }

    /// <summary>What a piece adds, in order.</summary>
    /// <exception cref="ProviderException">The piece carries an error, though HTTP said 200.</exception>
    IEnumerable<TextEvent> Accept(TPiece piece);

    /// <summary>The last event, once the body is over.</summary>
    /// <exception cref="ProviderException">The body ended before the answer did.</exception>
    TextFinished End();
}

/// <summary>How a vendor's refusals are read.</summary>
internal interface IVendorRefusals
{
    /// <summary>What a body with an error status means.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="body">Anything: JSON, a gateway's HTML, nothing.</param>
    /// <param name="retryAfter">How long the headers ask to wait.</param>
    VendorRefusal RefusalOf(int status, byte[] body, TimeSpan? retryAfter);
}

/// <summary>How a vendor's bodies are read.</summary>
internal interface IVendorProtocol<out TPiece> : IVendorRefusals
{
    /// <summary>The pieces of a good answer. Broken JSON may surface as it is; <see cref="VendorHttp"/> names it.</summary>
    /// <param name="mediaType">What the vendor calls the body, or null.</param>
    /// <param name="body">Bounded in size and in length of line.</param>
    /// <param name="ct">Stops the reading.</param>
    IAsyncEnumerable<TPiece> PiecesOf(string? mediaType, Stream body, CancellationToken ct);
}

/// <summary>A refusal in our words.</summary>
/// <param name="Failure">What callers get.</param>
/// <param name="Word">The vendor's code for the log, checked to be one word; never its sentence.</param>
/// <param name="BeganNothing">Whether the vendor itself says, in words of its own, that it takes no more just now: a gateway's page with the same status does not.</param>
internal sealed record VendorRefusal(ProviderException Failure, string Word, bool BeganNothing = false);
