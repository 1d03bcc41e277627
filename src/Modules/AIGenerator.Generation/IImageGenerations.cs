using AIGenerator.Generation.Assets;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Results;
using AIGenerator.Models;
using AIGenerator.Providers.Media;

namespace AIGenerator.Generation;

/// <summary>
/// Pictures as generations: accepted with their hold in one transaction, driven by the queue on any node until they are kept and settled, watched over
/// the live topic <c>media</c>.
/// </summary>
public interface IImageGenerations
{
    /// <summary>
    /// Writes the generation, its hold and its job in the caller's transaction, or in one of its own. The same id again gives the first one. Refusals:
    /// <c>models.unavailable</c>, <c>models.not-in-plan</c>, <c>images.*</c> for what the model does not take, <c>assets.unknown</c>,
    /// <c>wallet.insufficient-credits</c>, <c>generations.storage-full</c>, <c>generations.too-many</c>, <c>generations.id-taken</c>.
    /// </summary>
    Task<Result<AcceptedMedia>> AcceptAsync(ImageCommand command, CancellationToken ct);

    /// <summary>Asks for a stop, wherever it runs; what was delivered stays and is paid. False where it is already final or not this workspace's.</summary>
    Task<bool> CancelAsync(Guid generation, WorkspaceId workspace, CancellationToken ct);

    /// <summary>Generations of a workspace as they stand now, newest first.</summary>
    /// <param name="workspace">Whose.</param>
    /// <param name="query">Which of them.</param>
    /// <param name="ct">Stops waiting.</param>
    Task<IReadOnlyList<MediaView>> ListAsync(WorkspaceId workspace, MediaQuery query, CancellationToken ct);
}

/// <summary>A picture that is wanted.</summary>
/// <param name="Id">The generation's id, made by the caller: accepting the same id twice returns the first.</param>
/// <param name="Workspace">Who pays.</param>
/// <param name="Owner">Who asks, e.g. <c>studio</c>.</param>
/// <param name="Model">Who is to draw; already resolved.</param>
/// <param name="Request">What.</param>
public sealed record ImageCommand(Guid Id, WorkspaceId Workspace, string Owner, ImageModel Model, ImageRequest Request)
{
    /// <summary>At the operator's cost: nothing is held, so nothing can be charged.</summary>
    public bool IsGift { get; init; }
}

/// <summary>What a picture is to be, in our words; kept with the generation, so that it can be shown, asked for again and changed.</summary>
/// <param name="Task">What is to be done.</param>
/// <param name="Prompt">In the person's words.</param>
/// <param name="Count">How many, 1 to 8.</param>
/// <param name="Ratio">One of the model's shapes, e.g. <c>16:9</c>; null keeps the source's.</param>
/// <param name="Quality">One of the model's qualities; null for its usual one.</param>
/// <param name="Style">One of the model's styles; null for its usual one.</param>
/// <param name="NegativePrompt">What is not to be seen.</param>
/// <param name="Seed">Makes the result repeatable.</param>
/// <param name="Source">The asset to work on.</param>
/// <param name="Mask">Where: an id that the upload of a mask gave.</param>
/// <param name="References">Assets to go by.</param>
/// <param name="Strength">How far to leave the source, 0 to 1.</param>
/// <param name="Scale">How many times larger.</param>
/// <param name="Margins">How far to extend the source.</param>
/// <param name="Comparison">Shared by orders that are to be seen side by side.</param>
public sealed record ImageRequest(
    ImageTask Task,
    string Prompt,
    int Count = 1,
    string? Ratio = null,
    string? Quality = null,
    string? Style = null,
    string? NegativePrompt = null,
    long? Seed = null,
    Guid? Source = null,
    Guid? Mask = null,
    IReadOnlyList<Guid>? References = null,
    double? Strength = null,
    int? Scale = null,
    ImageMargins? Margins = null,
    Guid? Comparison = null);

/// <summary>An accepted generation.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Held">Credits set aside.</param>
/// <param name="IsRepeat">The id was accepted before.</param>
public sealed record AcceptedMedia(Guid Id, Credits Held, bool IsRepeat);

/// <summary>Which generations.</summary>
/// <param name="Take">At most so many.</param>
/// <param name="Before">Older than this one.</param>
/// <param name="Only">This one alone.</param>
/// <param name="OpenOnly">Those that are not over.</param>
/// <param name="Words">Those whose prompt holds these words.</param>
/// <param name="Model">Those of this model.</param>
public sealed record MediaQuery(int Take = 30, Guid? Before = null, Guid? Only = null, bool OpenOnly = false, string? Words = null, string? Model = null);

/// <summary>A generation of media as a person sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Model">The catalogue id.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="Width">Pixels of each picture; 0 where the source's are kept.</param>
/// <param name="Height">Pixels.</param>
/// <param name="State">The life of it.</param>
/// <param name="Stage">Where it is in it: <c>waiting</c>, <c>submitting</c>, <c>underWay</c>, <c>storing</c>, <c>ended</c>.</param>
/// <param name="Position">Generations before it, ours or the vendor's; null where nobody knows.</param>
/// <param name="Progress">From 0 to 1; null where the vendor does not say.</param>
/// <param name="Held">Set aside.</param>
/// <param name="Cost">Charged in the end.</param>
/// <param name="Withheld">Pictures that the vendor's safety rules took out.</param>
/// <param name="ErrorCode">Why it failed, or why less came than was asked for.</param>
/// <param name="CreatedAt">When it was accepted.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="Assets">What was made.</param>
public sealed record MediaView(
    Guid Id,
    string Model,
    ImageRequest Request,
    int Width,
    int Height,
    GenerationState State,
    string Stage,
    int? Position,
    double? Progress,
    Credits Held,
    Credits Cost,
    int Withheld,
    string? ErrorCode,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt,
    IReadOnlyList<AssetView> Assets);

/// <summary>A stored file as a person sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Generation">What made it; null for uploads.</param>
/// <param name="Place">Its place in the batch.</param>
/// <param name="Origin">Where it came from.</param>
/// <param name="MediaType">Its type.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="BlurHash">Its coarsest colours.</param>
/// <param name="Previews">How many of the smaller sizes there are.</param>
/// <param name="Seed">What it grew from.</param>
/// <param name="Prompt">What the vendor made of the prompt.</param>
/// <param name="Parent">The asset it was made from.</param>
/// <param name="CreatedAt">When.</param>
public sealed record AssetView(
    Guid Id,
    Guid? Generation,
    int Place,
    AssetOrigin Origin,
    string MediaType,
    long Bytes,
    int? Width,
    int? Height,
    string? BlurHash,
    int Previews,
    long? Seed,
    string? Prompt,
    Guid? Parent,
    DateTimeOffset CreatedAt);
