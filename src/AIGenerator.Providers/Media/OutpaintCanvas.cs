namespace AIGenerator.Providers.Media;

/// <summary>
/// Extending a picture as painting inside one: the source on a larger canvas, and a mask of what is new. For models that paint inside masks by the pixel
/// but extend by a few fixed steps only.
/// </summary>
internal static class OutpaintCanvas
{
    /// <summary>The same order as one to paint.</summary>
    /// <param name="order">An order to extend, with its margins.</param>
    /// <param name="source">The pixels of its source.</param>
    public static ImageOrder AsInpaint(ImageOrder order, PixelPicture source)
    {
        var margins = order.Margins!;
        var (width, height) = (source.Width + margins.Left + margins.Right, source.Height + margins.Top + margins.Bottom);
        var (canvas, mask) = (new byte[width * height * 3], new byte[width * height]);
        for (var y = 0; y < height; y++)
        {
            var fromY = Math.Clamp(y - margins.Top, 0, source.Height - 1);
            for (var x = 0; x < width; x++)
            {
                var fromX = Math.Clamp(x - margins.Left, 0, source.Width - 1);
                var at = (y * width) + x;
                PutOpaque(source.Rgba.AsSpan(((fromY * source.Width) + fromX) * 4, 4), canvas.AsSpan(at * 3, 3));
                mask[at] = fromX == x - margins.Left && fromY == y - margins.Top ? (byte)0 : (byte)255;
            }
        }

        return order with
        {
            Task = ImageTask.Inpaint,
            Prompt = ImageWords.PromptOf(order),
            Source = new SourceImage("image/png", PngWriter.Write(width, height, 3, canvas), width, height),
            Mask = new ImageMask(width, height, mask),
            Margins = null,
        };
    }

    // What is transparent may hide any colour: on white it looks as people see it on a page.
    private static void PutOpaque(ReadOnlySpan<byte> rgba, Span<byte> rgb)
    {
        for (var channel = 0; channel < 3; channel++)
        {
            rgb[channel] = (byte)(((rgba[channel] * rgba[3]) + (255 * (255 - rgba[3]))) / 255);
        }
    }
}
