namespace AIGenerator.Providers.Media;

/// <summary>What a vendor is to make.</summary>
/// <param name="Id">Ours; the same for every attempt at one generation. Serves as idempotency key where the vendor takes one.</param>
/// <param name="Model">The vendor's id of the model.</param>
/// <param name="Webhook">Where the vendor may report the end; null where we cannot be reached.</param>
public abstract record MediaOrder(Guid Id, string Model, Uri? Webhook);

/// <summary>An order of pictures. Holds only what the model takes; the catalogue has seen to that.</summary>
/// <param name="Id">See <see cref="MediaOrder"/>.</param>
/// <param name="Model">See <see cref="MediaOrder"/>.</param>
/// <param name="Webhook">See <see cref="MediaOrder"/>.</param>
/// <param name="Task">What is to be done.</param>
/// <param name="Prompt">In the person's words; empty for tasks that need none.</param>
/// <param name="Count">How many, 1 to 8.</param>
/// <param name="Width">Pixels; of the ratio asked for. Zero keeps the source's.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Ratio">The same as the vendor writes it where it takes ratios instead of pixels, e.g. <c>16:9</c>.</param>
/// <param name="Quality">The vendor's word for it, out of the catalogue.</param>
/// <param name="Style">The vendor's word for it, out of the catalogue.</param>
/// <param name="NegativePrompt">What is not to be seen.</param>
/// <param name="Seed">Makes the result repeatable.</param>
/// <param name="Source">The picture to work on.</param>
/// <param name="Mask">Where to work on it.</param>
/// <param name="References">Pictures to go by.</param>
/// <param name="Strength">How far to leave the source: 0 stays, 1 keeps nothing.</param>
/// <param name="Scale">How many times larger, for upscaling.</param>
/// <param name="Margins">How far to extend the source, for outpainting.</param>
public sealed record ImageOrder(
    Guid Id,
    string Model,
    Uri? Webhook,
    ImageTask Task,
    string Prompt,
    int Count,
    int Width,
    int Height,
    string? Ratio = null,
    string? Quality = null,
    string? Style = null,
    string? NegativePrompt = null,
    long? Seed = null,
    SourceImage? Source = null,
    ImageMask? Mask = null,
    IReadOnlyList<SourceImage>? References = null,
    double? Strength = null,
    int? Scale = null,
    ImageMargins? Margins = null) : MediaOrder(Id, Model, Webhook);

/// <summary>What is to be done.</summary>
public enum ImageTask
{
    /// <summary>A picture from words, and from references where there are some.</summary>
    Create,

    /// <summary>The masked region anew, by the prompt.</summary>
    Inpaint,

    /// <summary>More picture around the source.</summary>
    Outpaint,

    /// <summary>The source changed by the prompt, as far as its strength says; without a prompt a variation.</summary>
    Remix,

    /// <summary>The source with more pixels.</summary>
    Upscale,

    /// <summary>The source's subject alone, on nothing.</summary>
    RemoveBackground,

    /// <summary>The source as shapes.</summary>
    Vectorize,
}

/// <summary>A picture of ours that goes along: checked and re-encoded at its upload.</summary>
/// <param name="MediaType"><c>image/png</c>, <c>image/jpeg</c> or <c>image/webp</c>.</param>
/// <param name="Bytes">The file.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public sealed record SourceImage(string MediaType, ReadOnlyMemory<byte> Bytes, int Width, int Height);

/// <summary>
/// Which pixels are to be made anew: one byte each, row by row, 255 for those and 0 for the rest. Vendors differ (white, black, or transparent
/// means "here"), so each adapter writes its own file with <see cref="MaskFile"/>.
/// </summary>
public sealed record ImageMask(int Width, int Height, ReadOnlyMemory<byte> Pixels);

/// <summary>Pixels to add on each side.</summary>
public sealed record ImageMargins(int Left, int Top, int Right, int Bottom);
