using AIGenerator.Media;
using AIGenerator.Media.Pictures;
using AIGenerator.Providers.Media;

namespace AIGenerator.Generation.Media;

/// <summary>Opens pictures for the models that work on pixels themselves (docs/decisions/0015).</summary>
internal sealed class ReadPictures(IPicturePixels pixels) : IPictureReader
{
    public async Task<PixelPicture?> ReadAsync(SourceImage picture, CancellationToken ct) =>
        (await pixels.ReadAsync(picture.Bytes, FileLimits.MostPixels, ct)).Ok(out var read, out _) ? new PixelPicture(read.Width, read.Height, read.Rgba) : null;
}
