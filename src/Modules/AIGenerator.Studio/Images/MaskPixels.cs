using AIGenerator.Media.Pictures;

namespace AIGenerator.Studio.Images;

/// <summary>What was painted, as yes or no for each pixel of the picture under it.</summary>
internal static class MaskPixels
{
    /// <summary>The value of a pixel that is to be made anew.</summary>
    public const byte Here = 255;

    /// <summary>The mask in another size: each pixel takes what lies under its middle, since half a yes says nothing.</summary>
    public static byte[] Of(PicturePixels painted, int width, int height)
    {
        var mask = new byte[width * height];
        for (var y = 0; y < height; y++)
        {
            var row = (int)(((y * 2L) + 1) * painted.Height / (2L * height));
            for (var x = 0; x < width; x++)
            {
                var column = (int)(((x * 2L) + 1) * painted.Width / (2L * width));
                var at = ((row * painted.Width) + column) * 4;
                mask[(y * width) + x] = IsLight(painted.Rgba.AsSpan(at, 4)) ? Here : (byte)0;
            }
        }

        return mask;
    }

    // Nothing was painted where the canvas is see-through, whatever colour it has there.
    private static bool IsLight(ReadOnlySpan<byte> rgba) => ((rgba[0] * 299) + (rgba[1] * 587) + (rgba[2] * 114)) * rgba[3] >= 128 * 1000 * 255;
}
