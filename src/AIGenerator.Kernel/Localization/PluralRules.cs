using System.Globalization;

namespace AIGenerator.Kernel.Localization;

/// <summary>
/// Which plural form a number takes. Cardinal rules of Unicode CLDR 48 (read 2026-11) for the six languages of the product.
/// </summary>
internal static class PluralRules
{
    /// <summary>The forms a message in this language has to have.</summary>
    public static IReadOnlyList<string> FormsOf(string language) => language switch
    {
        "uk" or "ru" or "pl" => ["one", "few", "many", "other"],
        _ => ["one", "other"],
    };

    /// <summary>The form: <c>one</c>, <c>few</c>, <c>many</c> or <c>other</c>.</summary>
    public static string Select(string language, decimal number)
    {
        var absolute = Math.Abs(number);
        var isWhole = absolute == decimal.Truncate(absolute);
        var whole = decimal.Truncate(absolute);
        return language switch
        {
            "uk" or "ru" => isWhole ? EastSlavic(whole) : "other",
            "pl" => isWhole ? Polish(whole) : "other",
            "es" => Spanish(absolute, isWhole),
            _ => isWhole && whole == 1 ? "one" : "other",
        };
    }

    /// <summary>A number as the rules see it.</summary>
    public static decimal ToNumber(object? value) => value is IConvertible convertible
        ? convertible.ToDecimal(CultureInfo.InvariantCulture)
        : throw new FormatException($"A plural needs a number, not '{value?.GetType().Name ?? "null"}'.");

    private static string EastSlavic(decimal whole) => (whole % 10, whole % 100) switch
    {
        (1, not 11) => "one",
        (>= 2 and <= 4, not (>= 12 and <= 14)) => "few",
        _ => "many",
    };

    private static string Polish(decimal whole) => (whole % 10, whole % 100) switch
    {
        _ when whole == 1 => "one",
        (>= 2 and <= 4, not (>= 12 and <= 14)) => "few",
        _ => "many",
    };

    // Whole millions take "many" in CLDR; a message without that form falls back to "other".
    private static string Spanish(decimal absolute, bool isWhole) => absolute switch
    {
        1 => "one",
        not 0 when isWhole && absolute % 1_000_000 == 0 => "many",
        _ => "other",
    };
}
