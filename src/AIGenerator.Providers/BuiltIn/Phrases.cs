using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace AIGenerator.Providers.BuiltIn;

/// <summary>What the built-in model can say in one language, from <c>Phrases/{language}.json</c>.</summary>
internal sealed class Phrases
{
    private static readonly FrozenDictionary<string, Phrases> All =
        new[] { "uk", "en" }.ToFrozenDictionary(language => language, language => new Phrases(language), StringComparer.Ordinal);

    private readonly FrozenDictionary<string, string> _texts;

    private Phrases(string language)
    {
        using var file = typeof(Phrases).Assembly.GetManifestResourceStream($"BuiltIn/Phrases/{language}.json")
            ?? throw new InvalidOperationException($"The phrases of '{language}' are missing from the assembly.");
        _texts = JsonSerializer.Deserialize<Dictionary<string, string>>(file)!.ToFrozenDictionary(StringComparer.Ordinal);
        Culture = CultureInfo.GetCultureInfo(language);
        Language = language;
    }

    public string Language { get; }

    public CultureInfo Culture { get; }

    /// <summary>All keys, for the test that compares the languages.</summary>
    public IEnumerable<string> Keys => _texts.Keys;

    public string this[string key] => _texts[key];

    public static Phrases Of(string language) => All[language];

    /// <summary>The language of a text: Ukrainian where Cyrillic letters lead, English otherwise.</summary>
    public static Phrases For(string text)
    {
        var cyrillic = text.Count(letter => letter is >= '\u0400' and <= '\u052F');
        var latin = text.Count(char.IsAsciiLetter);
        return All[cyrillic > 0 && cyrillic * 2 >= latin ? "uk" : "en"];
    }

    /// <summary>The comma-separated words under a key.</summary>
    public string[] Words(string key) => _texts[key].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The text with <c>{name}</c> replaced.</summary>
    public string Format(string key, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var text = _texts[key];
        foreach (var (name, value) in values)
        {
            text = text.Replace("{" + name + "}", value, StringComparison.Ordinal);
        }

        return text;
    }
}
