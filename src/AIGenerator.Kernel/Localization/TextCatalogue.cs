using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace AIGenerator.Kernel.Localization;

/// <summary>
/// All texts of the composed modules, read once from their assemblies. Singleton; registered by
/// <see cref="LocalizationRegistration.AddTexts"/>.
/// </summary>
public sealed class TextCatalogue
{
    /// <summary>What everything falls back to.</summary>
    public const string Fallback = "en";

    /// <summary>Every language the product is made for, in the order of menus.</summary>
    public static readonly IReadOnlyList<string> Known = ["uk", "en", "ru", "pl", "de", "es"];

    private readonly FrozenDictionary<string, FrozenDictionary<string, Text>> _sources;

    /// <summary>Reads the catalogues.</summary>
    /// <exception cref="InvalidOperationException">Two modules claim one key.</exception>
    public TextCatalogue(IEnumerable<TextAssembly> assemblies)
    {
        var sources = Known.ToDictionary(language => language, _ => new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var assembly in assemblies.Select(text => text.Assembly).Distinct())
        {
            foreach (var (language, texts) in sources)
            {
                Add(assembly, language, texts);
            }
        }

        _sources = sources.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToFrozenDictionary(text => text.Key, text => new Text(text.Value), StringComparer.Ordinal), StringComparer.Ordinal);
        var all = _sources[Fallback].Keys;
        Offered = [.. Known.Where(language => language == Fallback || (all.Length > 0 && all.All(_sources[language].ContainsKey)))];
    }

    /// <summary>The languages whose texts are complete in every module: what menus offer and what addresses may name.</summary>
    public IReadOnlyList<string> Offered { get; }

    /// <summary>A language's own name, e.g. <c>Українська</c>.</summary>
    public static string NameOf(string language) => language switch
    {
        "uk" => "Українська",
        "en" => "English",
        "ru" => "Русский",
        "pl" => "Polski",
        "de" => "Deutsch",
        "es" => "Español",
        _ => language,
    };

    /// <summary>Formats of a language. English writes dates and numbers the British way, apart from the thousands' comma that all share.</summary>
    public static CultureInfo CultureOf(string language) => CultureInfo.GetCultureInfo(language == "en" ? "en-GB" : language);

    internal bool Has(string language, string key) =>
        (_sources.TryGetValue(language, out var texts) && texts.ContainsKey(key)) || _sources[Fallback].ContainsKey(key);

    internal string Write(string language, CultureInfo culture, string key, ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        if (_sources.TryGetValue(language, out var texts) && texts.TryGetValue(key, out var text))
        {
            return text.Parsed.Write(language, culture, arguments);
        }

        // A missing text must never break a page: English, and as the last resort the key, which a test would have caught.
        return _sources[Fallback].TryGetValue(key, out var english)
            ? english.Parsed.Write(Fallback, CultureOf(Fallback), arguments)
            : key;
    }

    private static void Add(Assembly assembly, string language, Dictionary<string, string> texts)
    {
        using var stream = assembly.GetManifestResourceStream($"Localization/{language}.json");
        if (stream is null)
        {
            return;
        }

        using var document = JsonDocument.Parse(stream);
        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (!texts.TryAdd(property.Name, property.Value.GetString() ?? ""))
            {
                throw new InvalidOperationException($"The text '{property.Name}' of {assembly.GetName().Name} is already taken ({language}).");
            }
        }
    }

    /// <summary>One text; parsed when it is first asked for (twice at worst: both results are the same).</summary>
    private sealed class Text(string source)
    {
        private Message? _parsed;

        public Message Parsed => _parsed ??= MessageParser.Parse(source);
    }
}

/// <summary>An assembly that carries <c>Localization/{language}.json</c>.</summary>
/// <param name="Assembly">The module.</param>
public sealed record TextAssembly(Assembly Assembly);
