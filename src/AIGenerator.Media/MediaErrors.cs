using AIGenerator.Kernel.Results;

namespace AIGenerator.Media;

/// <summary>Why a file is not taken.</summary>
internal static class MediaErrors
{
    public static readonly Error NoFile = new("media.no-file", "The request is no multipart form with a file.", ErrorKind.Invalid, "file");

    public static readonly Error Empty = new("media.empty", "The file is empty.", ErrorKind.Unprocessable, "file");

    public static readonly Error Unknown = new("media.unknown-kind", "Neither a picture, a PDF nor a text.", ErrorKind.Unprocessable, "file");

    public static readonly Error NoPicture = new("media.no-picture", "The file is no picture.", ErrorKind.Unprocessable, "file");

    public static readonly Error Lies = new("media.lies", "The content is not what the name says.", ErrorKind.Unprocessable, "file");

    public static readonly Error Heic = new("media.heic", "HEIC pictures cannot be read on the server.", ErrorKind.Unprocessable, "file");

    public static readonly Error Format = new("media.picture-format", "Pictures of this format cannot be read.", ErrorKind.Unprocessable, "file");

    public static readonly Error Animated = new("media.animated", "Moving pictures cannot be read here.", ErrorKind.Unprocessable, "file");

    public static readonly Error Cmyk = new("media.cmyk", "The picture has the colours of print (CMYK).", ErrorKind.Unprocessable, "file");

    public static readonly Error Broken = new("media.broken-picture", "The picture is damaged or cut off.", ErrorKind.Unprocessable, "file");

    public static readonly Error NoEngine = new("media.no-engine", "This installation cannot re-encode pictures.", ErrorKind.Unprocessable, "file");

    public static readonly Error NotConverted = new("media.not-converted", "The picture cannot be saved in this format.", ErrorKind.Unprocessable, "format");

    public static readonly Error NoPdfReader = new("media.no-pdf-reader", "This installation cannot read PDF.", ErrorKind.Unprocessable, "file");

    public static readonly Error BrokenPdf = new("media.broken-pdf", "The PDF cannot be read.", ErrorKind.Unprocessable, "file");

    public static readonly Error LockedPdf = new("media.locked-pdf", "The PDF is protected by a password.", ErrorKind.Unprocessable, "file");

    public static readonly Error NoText = new("media.pdf-without-text", "There is no text in the PDF.", ErrorKind.Unprocessable, "file");

    public static readonly Error TooMuchText = new("media.too-much-text", "The file has more text than any model reads.", ErrorKind.Unprocessable, "file");

    public static readonly Error Busy = new("media.busy", "Too many files are being read.", ErrorKind.Unavailable, "file");

    public static readonly Error TooManyPixels = TooManyPixelsFor(FileLimits.MostPixels);

    /// <summary>Larger than a picture may be here.</summary>
    public static Error TooManyPixelsFor(long most) => new(
        "media.too-many-pixels", "The picture has too many pixels.", ErrorKind.Unprocessable, "file", Of("most", most / 1_000_000));

    /// <summary>Beyond a size limit.</summary>
    public static Error TooLarge(long limit) => new(
        "media.too-large", $"The file is larger than {limit / 1024 / 1024} MB.", ErrorKind.TooLarge, "file", Of("limit", limit / 1024 / 1024));

    private static Dictionary<string, object?> Of(string name, object value) => new(StringComparer.Ordinal) { [name] = value };
}
