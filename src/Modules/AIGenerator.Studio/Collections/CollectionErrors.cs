using AIGenerator.Kernel.Results;

namespace AIGenerator.Studio.Collections;

/// <summary>Refusals about collections.</summary>
internal static class CollectionErrors
{
    public static readonly Error Unknown = new("collections.unknown", "There is no such collection in this workspace.", ErrorKind.NotFound);

    public static readonly Error Blank = new("collections.blank", "A collection needs a name.", ErrorKind.Unprocessable, "name");

    public static readonly Error Exists = new("collections.exists", "A collection of this name exists.", ErrorKind.Conflict, "name");

    public static readonly Error KeyTaken = new("collections.key-taken", "The Idempotency-Key made another collection.", ErrorKind.Unprocessable, "Idempotency-Key");

    public static readonly Error TooMany = new("collections.too-many", "The workspace has as many collections as it may.", ErrorKind.Conflict, null, Of(KeepCollections.Most));

    public static readonly Error Full = new("collections.full", "The collection has as many pictures as it may.", ErrorKind.Conflict, null, Of(KeepCollections.MostAssets));

    private static Dictionary<string, object?> Of(int most) => new(StringComparer.Ordinal) { ["most"] = most };
}
