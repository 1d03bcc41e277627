using AIGenerator.Kernel.Results;
using AIGenerator.Media.Pictures;
using AIGenerator.Studio.Images;

namespace AIGenerator.Studio.Library;

/// <summary>The format that somebody wants a picture in.</summary>
/// <param name="MediaType">What is sent; the picture's own where none was asked for.</param>
/// <param name="Conversion">What it has to be turned into; null where it is that already.</param>
internal sealed record SavedFormat(string MediaType, PictureFormat? Conversion)
{
    /// <summary>Refusal: <c>assets.format</c> for words that are no format, shapes of a photo and pixels of a drawing.</summary>
    public static Result<SavedFormat> Of(string? word, string stored)
    {
        if (string.IsNullOrEmpty(word))
        {
            return new SavedFormat(stored, null);
        }

        (string Type, PictureFormat? Format)? wanted = word.ToLowerInvariant() switch
        {
            "png" => ("image/png", PictureFormat.Png),
            "jpeg" => ("image/jpeg", PictureFormat.Jpeg),
            "webp" => ("image/webp", PictureFormat.Webp),
            "svg" => ("image/svg+xml", null),
            _ => null,
        };
        return wanted is not var (type, format) ? StudioErrors.AssetFormat
            : type == stored ? new SavedFormat(stored, null)
            : format is null || stored == "image/svg+xml" ? StudioErrors.AssetFormat
            : new SavedFormat(type, format);
    }

    /// <summary>Whether a word is a format at all.</summary>
    public static bool Knows(string? word) => string.IsNullOrEmpty(word) || word.ToLowerInvariant() is "png" or "jpeg" or "webp" or "svg";
}
