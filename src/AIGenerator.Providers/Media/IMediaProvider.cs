namespace AIGenerator.Providers.Media;

/// <summary>
/// A vendor that makes media. Asked once for an order; a vendor that takes long answers with a job that is asked about until it is done, one that
/// does not answers with the finished work at once. Implementations keep nothing between calls: a job is asked about after a restart, by another node.
/// </summary>
public interface IMediaProvider
{
    /// <summary>The provider's id, e.g. <c>replicate</c>; routes of the catalogue name it.</summary>
    string Id { get; }

    /// <summary>Whether it can be called: a key is set.</summary>
    bool IsConfigured { get; }

    /// <summary>Where its API is. Its files may lie at the same host even where that is a private address (a server of the owner's, a simulator).</summary>
    Uri? Home => null;

    /// <summary>What the engine has to know about it.</summary>
    MediaTraits Traits { get; }

    /// <summary>Hands the order over.</summary>
    /// <exception cref="ProviderException">
    /// It was refused or failed; <see cref="ProviderException.MayHaveBegun"/> where the vendor may be at work all the same.
    /// </exception>
    Task<MediaReport> SubmitAsync(MediaOrder order, CancellationToken ct);

    /// <summary>How a job stands. Never called for a vendor that always answers at once.</summary>
    /// <exception cref="ProviderException">The job failed, or (with <see cref="RetryAdvice.TryAgain"/>) it could not be asked about just now.</exception>
    Task<MediaReport> AskAsync(VendorJob job, CancellationToken ct);

    /// <summary>Asks the vendor to stop a job. What it is doing already may be done and billed all the same.</summary>
    /// <exception cref="ProviderException">It could not be told.</exception>
    Task CancelAsync(VendorJob job, CancellationToken ct);

    /// <summary>
    /// The job of an order whose hand-over ended without an answer; null where the vendor has none. Called only with
    /// <see cref="MediaTraits.CanFind"/>.
    /// </summary>
    /// <exception cref="ProviderException">It could not be asked.</exception>
    Task<VendorJob?> FindAsync(MediaOrder order, CancellationToken ct);
}

/// <summary>What the engine has to know about a vendor.</summary>
/// <param name="IsRepeatable">The same order may be handed over twice without being made twice: there is an idempotency key, or it is our own.</param>
/// <param name="CanFind">An order that ended without an answer can be looked up.</param>
/// <param name="AtOnce">Orders the vendor works on at a time for one key; null where it keeps a line of its own.</param>
/// <param name="HasWebhook">It reports the end by itself to <see cref="MediaOrder.Webhook"/>.</param>
/// <param name="HasJobs">It answers an order soon, with a job: whoever leaves before the answer leaves work behind that nobody can stop.</param>
/// <param name="Key">A short print of the key that pays; the places are the key's.</param>
public sealed record MediaTraits(
    bool IsRepeatable = false, bool CanFind = false, int? AtOnce = null, bool HasWebhook = false, bool HasJobs = false, string? Key = null);

/// <summary>A vendor's name for work it has accepted: enough to ask about it and to stop it.</summary>
/// <param name="Id">The vendor's id; at most 200 characters.</param>
/// <param name="Model">The vendor's model, as in the order.</param>
/// <param name="Note">What else the adapter needs, e.g. an address that came with the answer; at most 4,000 characters.</param>
public sealed record VendorJob(string Id, string Model, string? Note = null);
