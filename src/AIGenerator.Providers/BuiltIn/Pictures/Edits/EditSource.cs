using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.BuiltIn.Pictures.Edits;

/// <summary>Makes one picture out of a source, as an order says.</summary>
internal sealed class EditSource(IEnumerable<IPictureReader> readers)
{
    /// <summary>Pixels of the largest result; four bytes of memory each, and a file is made of them.</summary>
    public const long MostPixels = 52_000_000;

    /// <exception cref="ProviderException">There is no source, it cannot be read here, or the result would be too large.</exception>
    public async Task<PixelPicture> ReadAsync(ImageOrder order, CancellationToken ct)
    {
        if (order.Source is not { } source || (order.Task == ImageTask.Inpaint && order.Mask is null) || (order.Task == ImageTask.Outpaint && order.Margins is null))
        {
            throw ProviderErrors.InvalidRequest();
        }

        var picture = await readers.PixelsOfAsync(source, ct);
        if (picture is null || (order.Mask is { } mask && (mask.Width, mask.Height) != (picture.Width, picture.Height)))
        {
            throw ProviderErrors.InvalidRequest();
        }

        return PixelsOf(order, picture) <= MostPixels ? picture : throw ProviderErrors.InvalidRequest();
    }

    /// <summary>The result; the same order, picture and seed always give the same.</summary>
    public static PixelPicture Make(ImageOrder order, PixelPicture source, long seed, CancellationToken ct)
    {
        var scene = Scene.Of(order.Prompt, order.Style, (ulong)seed);
        return order.Task switch
        {
            ImageTask.Upscale => Resample.To(source, source.Width * ScaleOf(order), source.Height * ScaleOf(order), ct),
            ImageTask.Remix => Remix.Make(Shaped(order, source, ct), scene, order.Strength ?? Remix.UsualStrength),
            ImageTask.Inpaint => Inpaint.Make(source, order.Mask!, scene, ct),
            ImageTask.Outpaint => Outpaint.Make(source, order.Margins!, scene.Seed, ct),
            ImageTask.RemoveBackground => Cutout.Make(source, ct),
            ImageTask.Create or ImageTask.Vectorize => throw ProviderErrors.InvalidRequest(),
        };
    }

    /// <summary>The middle of the source in the shape that was asked for; the source itself where none was.</summary>
    private static PixelPicture Shaped(ImageOrder order, PixelPicture source, CancellationToken ct)
    {
        if (order.Width == 0 || order.Height == 0)
        {
            return source;
        }

        var factor = Math.Min((double)source.Width / order.Width, (double)source.Height / order.Height);
        var (width, height) = (order.Width * factor, order.Height * factor);
        return Resample.To(source, ((source.Width - width) / 2, (source.Height - height) / 2, width, height), order.Width, order.Height, ct);
    }

    private static long PixelsOf(ImageOrder order, PixelPicture source) => order switch
    {
        { Task: ImageTask.Upscale } => (long)source.Width * source.Height * ScaleOf(order) * ScaleOf(order),
        { Margins: { } margins } => ((long)source.Width + margins.Left + margins.Right) * ((long)source.Height + margins.Top + margins.Bottom),
        _ => (long)source.Width * source.Height,
    };

    private static int ScaleOf(ImageOrder order) => order.Scale ?? 2;
}
