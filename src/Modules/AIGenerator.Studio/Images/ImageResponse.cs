using System.Text.Json;
using AIGenerator.Generation;
using AIGenerator.Providers.Media;

namespace AIGenerator.Studio.Images;

/// <summary>A generation of pictures as the API gives it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Model">The catalogue id.</param>
/// <param name="Task">What was asked for, e.g. <c>create</c>, <c>removeBackground</c>.</param>
/// <param name="Request">With what.</param>
/// <param name="State"><c>queued</c>, <c>running</c>, <c>succeeded</c>, <c>failed</c>, <c>canceled</c>.</param>
/// <param name="Stage"><c>waiting</c>, <c>submitting</c>, <c>underWay</c>, <c>storing</c>, <c>ended</c>.</param>
/// <param name="Position">Generations before it, ours or the vendor's; null where nobody knows.</param>
/// <param name="Progress">From 0 to 1; null where the vendor does not say.</param>
/// <param name="HeldCredits">Set aside when it was accepted.</param>
/// <param name="CostCredits">Charged in the end; 0 until then, and where nothing was delivered.</param>
/// <param name="Withheld">Pictures that the vendor's safety rules took out.</param>
/// <param name="ErrorCode">Why it failed, or why less came than was asked for.</param>
/// <param name="CreatedAt">When it was accepted.</param>
/// <param name="FinishedAt">When it ended; null until then.</param>
/// <param name="Assets">What was made.</param>
public sealed record ImageResponse(
    Guid Id,
    string Model,
    string Task,
    ImageWishResponse Request,
    string State,
    string Stage,
    int? Position,
    double? Progress,
    long HeldCredits,
    long CostCredits,
    int Withheld,
    string? ErrorCode,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt,
    IReadOnlyList<AssetResponse> Assets)
{
    internal static ImageResponse Of(MediaView view) => new(
        view.Id, view.Model, Word(view.Request.Task), ImageWishResponse.Of(view.Request), Word(view.State), view.Stage, view.Position, view.Progress, view.Held.Value,
        view.Cost.Value, view.Withheld, view.ErrorCode, view.CreatedAt, view.FinishedAt, [.. view.Assets.Select(AssetResponse.Of)]);

    internal static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

/// <summary>What was asked for.</summary>
public sealed record ImageWishResponse(
    string Prompt,
    int Count,
    string? Ratio,
    string? Quality,
    string? Style,
    string? NegativePrompt,
    long? Seed,
    Guid? Source,
    Guid? Mask,
    IReadOnlyList<Guid>? References,
    double? Strength,
    int? Scale,
    ImageMargins? Margins,
    Guid? Comparison)
{
    internal static ImageWishResponse Of(ImageRequest request) => new(
        request.Prompt, request.Count, request.Ratio, request.Quality, request.Style, request.NegativePrompt, request.Seed, request.Source, request.Mask, request.References,
        request.Strength, request.Scale, request.Margins, request.Comparison);
}

/// <summary>A stored file as the API gives it; its bytes are at <c>/api/assets/{id}</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Generation">What made it; null for uploads.</param>
/// <param name="Origin"><c>generated</c> or <c>uploaded</c>.</param>
/// <param name="MediaType">Its type.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="BlurHash">Its coarsest colours (blurha.sh).</param>
/// <param name="Previews">How many smaller sizes there are: <c>?size=0</c> is the smallest.</param>
/// <param name="Seed">What it grew from, where the vendor says so.</param>
/// <param name="Prompt">What the vendor made of the prompt, where it rewrote it.</param>
/// <param name="Parent">The asset it was made from.</param>
/// <param name="CreatedAt">When.</param>
public sealed record AssetResponse(
    Guid Id,
    Guid? Generation,
    string Origin,
    string MediaType,
    long Bytes,
    int? Width,
    int? Height,
    string? BlurHash,
    int Previews,
    long? Seed,
    string? Prompt,
    Guid? Parent,
    DateTimeOffset CreatedAt)
{
    internal static AssetResponse Of(AssetView asset) => new(
        asset.Id, asset.Generation, ImageResponse.Word(asset.Origin), asset.MediaType, asset.Bytes, asset.Width, asset.Height, asset.BlurHash, asset.Previews, asset.Seed,
        asset.Prompt, asset.Parent, asset.CreatedAt);
}
