namespace AIGenerator.Providers.Media;

/// <summary>A vendor of pictures that answers an order with the finished work: there is no job to ask about, and leaving is all that can be done to stop it.</summary>
internal abstract class AtOnceProvider : IMediaProvider
{
    public abstract string Id { get; }

    public abstract bool IsConfigured { get; }

    /// <summary>For those that answer with addresses.</summary>
    public virtual Uri? Home => null;

    public virtual MediaTraits Traits { get; } = new();

    public Task<MediaReport> SubmitAsync(MediaOrder order, CancellationToken ct) => order is ImageOrder image
        ? MakeAsync(image, ct)
        : throw ProviderErrors.InvalidRequest();

    public Task<MediaReport> AskAsync(VendorJob job, CancellationToken ct) => throw NoJobs();

    public Task CancelAsync(VendorJob job, CancellationToken ct) => throw NoJobs();

    public Task<VendorJob?> FindAsync(MediaOrder order, CancellationToken ct) => throw NoJobs();

    protected abstract Task<MediaReport> MakeAsync(ImageOrder order, CancellationToken ct);

    private NotSupportedException NoJobs() => new($"'{Id}' answers at once: it has no jobs.");
}
