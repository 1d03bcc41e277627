using AIGenerator.Kernel.Results;
using AIGenerator.Media;
using AIGenerator.Models;
using AIGenerator.Providers.Media;

namespace AIGenerator.Generation.Media;

/// <summary>An asset that a request names.</summary>
internal sealed record NamedPicture(Guid Id, string MediaType, int Width, int Height);

/// <summary>Whether the pictures that a request names fit it, and whether what comes of them can be kept. Asked before anything is paid.</summary>
internal static class PictureRules
{
    /// <summary>Null where they do.</summary>
    public static Error? Check(ImageRequest request, ImageModel model, IReadOnlyDictionary<Guid, NamedPicture> named)
    {
        var source = request.Source is { } id ? named[id] : null;
        if (source is not null && !CanBeWorkedOn(source) || request.References?.All(reference => CanBeWorkedOn(named[reference])) == false)
        {
            return ImageRules.Wrong("source-kind", "Only PNG, JPEG and WebP can be worked on.");
        }

        if (request.Mask is { } mask && (named[mask].MediaType != MediaOrders.MaskMediaType || (named[mask].Width, named[mask].Height) != (source?.Width, source?.Height)))
        {
            return ImageRules.Wrong("mask", "The mask belongs to another picture.");
        }

        return source is not null && PixelsOf(request, model, source) > FileLimits.MostPixels
            ? ImageRules.Wrong("too-large", "The result would have too many pixels.", ("most", FileLimits.MostPixels / 1_000_000))
            : null;
    }

    private static bool CanBeWorkedOn(NamedPicture picture) => picture.MediaType is "image/png" or "image/jpeg" or "image/webp";

    /// <summary>Of the result, as far as we decide it.</summary>
    private static long PixelsOf(ImageRequest request, ImageModel model, NamedPicture source)
    {
        var scale = request.Task == ImageTask.Upscale ? request.Scale ?? model.Abilities.Scales.FirstOrDefault(1) : 1;
        var margins = request.Margins ?? new ImageMargins(0, 0, 0, 0);
        return ((long)source.Width + margins.Left + margins.Right) * scale * ((long)source.Height + margins.Top + margins.Bottom) * scale;
    }
}
