using System.Runtime.InteropServices;
using SkiaSharp;

namespace AIGenerator.Previews;

/// <summary>Opens a picture once and makes the smaller ones, each of the one before it.</summary>
internal static class Drawing
{
    private const int Quality = 80;

    public static PreviewAnswer Make(PreviewOrder order)
    {
        using var opened = Open(order);
        if (opened is null)
        {
            return PreviewAnswer.Unreadable;
        }

        var isOpaque = opened.AlphaType == SKAlphaType.Opaque;
        var parts = new List<byte[]>(order.Sizes.Count + 1);
        ReadOnlySpan<byte> pixels = opened.GetPixelSpan();
        var size = new PixelSize(opened.Width, opened.Height);
        foreach (var wanted in order.Sizes)
        {
            pixels = Shrinking.To(wanted, pixels, size);
            size = wanted;
            parts.Add(WebpFile.Of(pixels, size, isOpaque, Quality));
        }

        parts.Add(WithoutAlpha(Shrinking.To(order.Blur, pixels, size)));
        return new PreviewAnswer(parts);
    }

    /// <summary>The pixels in sRGB, four bytes each, colours multiplied by the alpha; null where the file is no still picture of these formats, is broken or too large.</summary>
    private static SKBitmap? Open(PreviewOrder order)
    {
        if (!MemoryMarshal.TryGetArray(order.File, out var file))
        {
            return null;
        }

        using var data = SKData.CreateCopy(file.AsSpan());
        using var codec = SKCodec.Create(data);
        if (codec is not { EncodedFormat: SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Webp, Info: { IsEmpty: false } info }
            || (long)info.Width * info.Height > order.MostPixels)
        {
            return null;
        }

        // A JPEG can be read at some of the smaller sizes for less.
        var largest = order.Sizes is [var first, ..] ? first : order.Blur;
        var scaled = codec.GetScaledDimensions(Math.Max(largest.Width / (float)info.Width, largest.Height / (float)info.Height));
        var size = codec.EncodedFormat == SKEncodedImageFormat.Jpeg && scaled.Width >= largest.Width && scaled.Height >= largest.Height ? scaled : info.Size;
        using var colors = SKColorSpace.CreateSrgb();
        var wanted = new SKImageInfo(
            size.Width, size.Height, SKColorType.Rgba8888, info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Premul, colors);
        var bitmap = new SKBitmap();
        if (bitmap.TryAllocPixels(wanted) && codec.GetPixels(wanted, bitmap.GetPixels()) == SKCodecResult.Success)
        {
            return bitmap;
        }

        bitmap.Dispose();
        return null;
    }

    private static byte[] WithoutAlpha(ReadOnlySpan<byte> rgba)
    {
        var rgb = new byte[rgba.Length / 4 * 3];
        for (var (from, to) = (0, 0); from < rgba.Length; (from, to) = (from + 4, to + 3))
        {
            rgba.Slice(from, 3).CopyTo(rgb.AsSpan(to));
        }

        return rgb;
    }
}
