using System.Collections.Frozen;
using System.Text.Json;

namespace AIGenerator.Providers.Replicate;

/// <summary>What a model takes: a row of <c>models.json</c>, or what its own schema says.</summary>
/// <param name="Fields">Every field that may be sent, by its name.</param>
/// <param name="Set">Fields with one value always, e.g. PNG for the format of the output.</param>
/// <param name="Uses">Parts of our order that go into a field of another name than usual.</param>
/// <param name="IsCommunity">It has no address of its own and is ordered by its version.</param>
/// <param name="UsdPerImage">What a picture costs; null where the vendor counts seconds, or does not say.</param>
/// <param name="Version">The version to order; null for a model with an address of its own.</param>
internal sealed record ReplicateModelRow(
    IReadOnlyDictionary<string, ReplicateField> Fields,
    IReadOnlyDictionary<string, string>? Set = null,
    IReadOnlyDictionary<string, string>? Uses = null,
    bool IsCommunity = false,
    decimal? UsdPerImage = null,
    string? Version = null)
{
    /// <summary>Usual names of a mask.</summary>
    public static readonly string[] MaskFields = ["mask", "mask_image"];

    /// <summary>Whether it paints inside a mask.</summary>
    public bool TakesMask => FieldFor("mask", MaskFields) is not null;

    /// <summary>The models we know by heart, as read 2026-11 (README.md). Prices are per picture, from the vendor's list of 2026-10-07.</summary>
    public static FrozenDictionary<string, ReplicateModelRow> Known { get; } = Load();

    /// <summary>The first of these fields that the model has; null where it has none.</summary>
    public string? FieldFor(string part, params ReadOnlySpan<string> names)
    {
        if (Uses?.GetValueOrDefault(part) is { } own)
        {
            return own;
        }

        foreach (var name in names)
        {
            if (Fields.ContainsKey(name))
            {
                return name;
            }
        }

        return null;
    }

    private static FrozenDictionary<string, ReplicateModelRow> Load()
    {
        using var file = typeof(ReplicateModelRow).Assembly.GetManifestResourceStream("Replicate/models.json")!;
        return JsonSerializer.Deserialize(file, ReplicateJson.Default.DictionaryStringReplicateModelRow)!.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

/// <summary>One field of a model's input.</summary>
/// <param name="Values">The only values it takes; null where it takes any.</param>
/// <param name="Max">The largest number it takes.</param>
/// <param name="IsList">It takes several values.</param>
/// <param name="IsText">Numbers are sent as text.</param>
internal sealed record ReplicateField(IReadOnlyList<string>? Values = null, double? Max = null, bool IsList = false, bool IsText = false)
{
    public bool Takes(string value) => Values is null || Values.Contains(value, StringComparer.Ordinal);
}
