using System.Globalization;
using AIGenerator.Kernel.Results;

namespace AIGenerator.Kernel.Localization;

/// <summary>
/// The texts of the product in the language of the current request. Scoped. Texts are ICU-style messages
/// (<c>{count, plural, one {# токен} few {# токени} many {# токенів} other {# токена}}</c>) in <c>Localization/{language}.json</c> of
/// each module, keyed <c>module.name</c>; errors are <c>errors.{code}</c>.
/// </summary>
public interface ILocalizer
{
    /// <summary>Two letters: <c>uk</c>, <c>en</c>, <c>ru</c>, <c>pl</c>, <c>de</c>, <c>es</c>.</summary>
    string Language { get; }

    /// <summary>Formats numbers and dates of <see cref="Language"/>.</summary>
    CultureInfo Culture { get; }

    /// <summary>The text; English where this language lacks it; the key itself where nobody has it.</summary>
    string this[string key] { get; }

    /// <summary>The text with its placeholders filled.</summary>
    string Format(string key, params ReadOnlySpan<(string Name, object? Value)> arguments);

    /// <summary>Whether the catalogue has the key.</summary>
    bool Has(string key);

    /// <summary>The same texts in another language: for mails, and for messages written outside a request.</summary>
    ILocalizer In(string language);
}

/// <summary>Errors in words.</summary>
public static class ErrorTexts
{
    /// <summary>What happened, what it means for the money, and the next step, in the reader's language.</summary>
    public static string Describe(this ILocalizer texts, Error error)
    {
        var key = "errors." + error.Code;
        if (!texts.Has(key))
        {
            return error.Message;
        }

        var arguments = error.Arguments?.Select(pair => (pair.Key, pair.Value)).ToArray() ?? [];
        return texts.Format(key, arguments);
    }
}
