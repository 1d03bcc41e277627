namespace AIGenerator.Media.Pictures;

/// <summary>What a picture says about itself, after its parts were walked from the first to the last.</summary>
/// <param name="Width">Pixels as stored.</param>
/// <param name="Height">Pixels as stored.</param>
/// <param name="Orientation">1 to 8 as EXIF 2.32 counts them; 1 is upright.</param>
/// <param name="IsAnimated">Several frames, where the header says so.</param>
/// <param name="IsCmyk">Colours of print.</param>
/// <param name="End">Bytes up to the format's own end; what stands behind is not the picture.</param>
internal sealed record PictureHeader(int Width, int Height, int End, int Orientation = 1, bool IsAnimated = false, bool IsCmyk = false)
{
    public long Pixels => (long)Width * Height;

    /// <summary>Null where the file is cut off or its parts do not fit each other.</summary>
    public static PictureHeader? Read(Content content, ReadOnlySpan<byte> file)
    {
        var header = content switch
        {
            Content.Png => PngHeader.Read(file),
            Content.Jpeg => JpegHeader.Read(file),
            Content.Webp => WebpHeader.Read(file),
            Content.Gif => GifHeader.Read(file),
            Content.Bmp => BmpHeader.Read(file),
            _ => null,
        };
        return header is { Width: > 0, Height: > 0 } ? header : null;
    }
}
