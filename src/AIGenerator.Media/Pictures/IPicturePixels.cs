using AIGenerator.Kernel.Results;

namespace AIGenerator.Media.Pictures;

/// <summary>Opens pictures for who works on their pixels.</summary>
public interface IPicturePixels
{
    /// <summary>
    /// The pixels of a still PNG, JPEG or WebP, as stored. Refusals: <c>media.broken-picture</c>, <c>media.unknown-kind</c>, <c>media.animated</c>,
    /// <c>media.too-many-pixels</c>, <c>media.no-engine</c> where there is no FFmpeg; whatever the file holds, nothing is thrown but for I/O of our
    /// own and <paramref name="ct"/>.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="most">Pixels; four bytes of memory for each.</param>
    /// <param name="ct">Ends the tool.</param>
    Task<Result<PicturePixels>> ReadAsync(ReadOnlyMemory<byte> file, long most, CancellationToken ct);
}

/// <summary>A picture without its file.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Rgba">Four bytes each, row by row; the colours are not multiplied by the alpha.</param>
public sealed record PicturePixels(int Width, int Height, byte[] Rgba);
