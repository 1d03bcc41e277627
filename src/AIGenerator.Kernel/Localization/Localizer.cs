using System.Globalization;

namespace AIGenerator.Kernel.Localization;

/// <summary>Follows the request's culture, or stays with one language when made by <see cref="In"/>.</summary>
internal sealed class Localizer(TextCatalogue catalogue, string? language = null) : ILocalizer
{
    public string Language => language ?? Supported(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);

    public CultureInfo Culture => TextCatalogue.CultureOf(Language);

    public string this[string key] => catalogue.Write(Language, Culture, key, []);

    public string Format(string key, params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        catalogue.Write(Language, Culture, key, arguments);

    public bool Has(string key) => catalogue.Has(Language, key);

    public ILocalizer In(string language) => new Localizer(catalogue, Supported(language));

    private static string Supported(string language) => TextCatalogue.Known.Contains(language) ? language : TextCatalogue.Fallback;
}
