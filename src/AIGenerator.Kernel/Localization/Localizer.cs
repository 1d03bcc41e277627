using System.Globalization;

namespace AIGenerator.Kernel.Localization;

/// <summary>Follows the request's culture, or stays with one language when made by <see cref="In"/>.</summary>
internal sealed class Localizer(TextCatalogue catalogue, string? language = null) : ILocalizer
{
    // What the culture last seen means: a page asks for a hundred texts in one language.
    private (CultureInfo Seen, string Language, CultureInfo Culture)? _current;

    public string Language => Current().Language;

    public CultureInfo Culture => Current().Culture;

    public string this[string key] => Format(key, []);

    public string Format(string key, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        var (_, spoken, culture) = Current();
        return catalogue.Write(spoken, culture, key, arguments);
    }

    public bool Has(string key) => catalogue.Has(Language, key);

    public ILocalizer In(string language) => new Localizer(catalogue, Supported(language));

    private (CultureInfo Seen, string Language, CultureInfo Culture) Current()
    {
        var asked = CultureInfo.CurrentUICulture;
        if (_current is { } known && (language is not null || ReferenceEquals(known.Seen, asked)))
        {
            return known;
        }

        var spoken = language ?? Supported(asked.TwoLetterISOLanguageName);
        var current = (asked, spoken, TextCatalogue.CultureOf(spoken));
        _current = current;
        return current;
    }

    private static string Supported(string language) => TextCatalogue.Known.Contains(language) ? language : TextCatalogue.Fallback;
}
