namespace AIGenerator.Providers.Media;

/// <summary>
/// Opens pictures for models that work on pixels themselves. Adapters know no tools for that; whoever hosts them gives what it has
/// (docs/decisions/0015).
/// </summary>
public interface IPictureReader
{
    /// <summary>The pixels of a PNG, JPEG or WebP of ours; null where it cannot be read here.</summary>
    Task<PixelPicture?> ReadAsync(SourceImage picture, CancellationToken ct);
}

/// <summary>A picture without its file.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Rgba">Four bytes each, row by row; the colours are not multiplied by the alpha.</param>
public sealed record PixelPicture(int Width, int Height, byte[] Rgba);
