using AIGenerator.Kernel.Results;

namespace AIGenerator.Media.Generated;

/// <summary>Makes a vendor's file fit to keep: known by its content, measured, marked as made by AI, with smaller ones for lists.</summary>
public interface IGeneratedPictures
{
    /// <summary>
    /// Takes what a vendor sent, or what the intake made of a person's picture. Refused with <c>media.*</c> where it is no picture, is broken, or has more pixels than <see cref="FileLimits.MostPixels"/>;
    /// with <c>media.busy</c>, of the kind <see cref="ErrorKind.Unavailable"/>, where the tool failed for want of time, memory or room and may succeed later.
    /// Whatever the file holds, nothing is thrown but for I/O of our own and <paramref name="ct"/>. Where there is no FFmpeg, previews and blur hash are missing.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="origin">What to write into it and its smaller ones; null for pictures that no AI made.</param>
    /// <param name="isPlain">Without smaller ones and blur, as where there is no FFmpeg: better than no picture where the tool keeps failing.</param>
    /// <param name="ct">Ends the tool.</param>
    Task<Result<GeneratedPicture>> FinishAsync(ReadOnlyMemory<byte> file, AiOrigin? origin, bool isPlain, CancellationToken ct);

    /// <summary>What a kept file says of itself; null where it says nothing.</summary>
    AiOrigin? OriginOf(ReadOnlySpan<byte> file);
}

/// <summary>How a picture came about, in the words of the IPTC digital source types.</summary>
public enum AiOrigin
{
    /// <summary>By a trained model.</summary>
    TrainedModel,

    /// <summary>By rules, without training: the built-in model.</summary>
    Rules,

    /// <summary>A picture of somebody's, changed by a trained model.</summary>
    Composite,
}

/// <summary>A picture to keep.</summary>
/// <param name="MediaType"><c>image/png</c>, <c>image/jpeg</c>, <c>image/webp</c>, or <c>image/svg+xml</c> written anew with what draws and nothing else.</param>
/// <param name="Bytes">The file.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="BlurHash">A few characters that a browser turns into a blur, until the picture is there.</param>
/// <param name="Previews">WebP files with their longer sides, smallest first; none larger than the picture.</param>
public sealed record GeneratedPicture(
    string MediaType, ReadOnlyMemory<byte> Bytes, int Width, int Height, string? BlurHash, IReadOnlyList<PicturePreview> Previews);

/// <summary>A smaller picture.</summary>
/// <param name="Side">Pixels of its longer side: one of <see cref="Sides"/>.</param>
/// <param name="Bytes">WebP.</param>
public sealed record PicturePreview(int Side, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The three sizes: a tile in a dense grid, a tile, a screen.</summary>
    public static readonly IReadOnlyList<int> Sides = [320, 720, 1440];
}
