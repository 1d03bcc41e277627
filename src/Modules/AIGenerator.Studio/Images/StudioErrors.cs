using AIGenerator.Kernel.Results;

namespace AIGenerator.Studio.Images;

/// <summary>Refusals of this module.</summary>
internal static class StudioErrors
{
    public static readonly Error ReadOnly = new("studio.read-only", "This member may only look.", ErrorKind.Forbidden);

    public static readonly Error InvalidKey = new("studio.invalid-key", "The idempotency key is no UUID of version 7.", ErrorKind.Invalid, "Idempotency-Key");

    public static readonly Error UnknownModel = new("studio.unknown-model", "There is no such model.", ErrorKind.Unprocessable, "model");

    public static readonly Error UnknownGeneration = new("generations.unknown", "There is no such generation in this workspace.", ErrorKind.NotFound);

    public static readonly Error NotFailed = new("images.not-failed", "Only what failed or was cancelled is ordered once more.", ErrorKind.Conflict);

    public static readonly Error UnknownAsset = new("assets.unknown", "There is no such picture in this workspace.", ErrorKind.NotFound);

    public static readonly Error AssetFormat = new("assets.format", "Pictures are saved as png, jpeg or webp, drawings as svg.", ErrorKind.Unprocessable, "format");

    public static readonly Error ArchiveIds = new("assets.archive-ids", "The request names no pictures, or more than 200.", ErrorKind.Invalid, "ids");

    public static readonly Error ArchiveBusy = new("assets.archive-busy", "Other archives of this workspace are still being sent.", ErrorKind.TooManyRequests);

    public static readonly Error MaskKind = new("images.mask-kind", "The mask is no PNG.", ErrorKind.Unprocessable, "mask");

    public static readonly Error MaskTooLarge = new("images.mask-too-large", "The mask is larger than 4 MB.", ErrorKind.TooLarge, "mask");

    public static readonly Error MaskEmpty = new("images.mask-empty", "Nothing is white in the mask.", ErrorKind.Unprocessable, "mask");
}
