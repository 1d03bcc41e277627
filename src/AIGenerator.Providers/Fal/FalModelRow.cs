using System.Collections.Frozen;
using System.Text.Json;

namespace AIGenerator.Providers.Fal;

/// <summary>What one endpoint calls the parts of our order: a row of <c>models.json</c>. A part without a name is one that the endpoint does not take.</summary>
/// <param name="Prompt">The words.</param>
/// <param name="NegativePrompt">What is not to be seen.</param>
/// <param name="Size">An object of width and height.</param>
/// <param name="Ratio">A ratio as text, instead of the size.</param>
/// <param name="Count">How many.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Source">One picture.</param>
/// <param name="Sources">Several, as a list.</param>
/// <param name="Mask">Where to work; white is here.</param>
/// <param name="Strength">How far to leave the source.</param>
/// <param name="Scale">How many times larger.</param>
/// <param name="Quality">The catalogue's quality.</param>
/// <param name="Style">The catalogue's style.</param>
/// <param name="Most">Pictures of one request at most.</param>
internal sealed record FalModelRow(
    string? Prompt = null,
    string? NegativePrompt = null,
    string? Size = null,
    string? Ratio = null,
    string? Count = null,
    string? Seed = null,
    string? Source = null,
    string? Sources = null,
    string? Mask = null,
    string? Strength = null,
    string? Scale = null,
    string? Quality = null,
    string? Style = null,
    int Most = 1)
{
    private static readonly FrozenDictionary<string, FalModelRow> Rows = Load();

    /// <summary>The row of an endpoint; the usual names where it has none of its own.</summary>
    public static FalModelRow Of(string model) => Rows.GetValueOrDefault(model) ?? Rows["*"];

    private static FrozenDictionary<string, FalModelRow> Load()
    {
        using var file = typeof(FalModelRow).Assembly.GetManifestResourceStream("Fal/models.json")!;
        return JsonSerializer.Deserialize(file, FalTableJson.Default.DictionaryStringFalModelRow)!.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
