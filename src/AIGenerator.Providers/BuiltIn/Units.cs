using System.Text.RegularExpressions;

namespace AIGenerator.Providers.BuiltIn;

/// <summary>Conversions: <c>10 km in miles</c>, <c>36,6 °C у фаренгейтах</c>.</summary>
internal static partial class Units
{
    /// <summary>Unit by its own short name: what it measures, and how many of the base unit it is.</summary>
    private static readonly Dictionary<string, (string Kind, decimal Size)> Known = new(StringComparer.Ordinal)
    {
        ["mm"] = ("length", 0.001m), ["cm"] = ("length", 0.01m), ["m"] = ("length", 1), ["km"] = ("length", 1000), ["mi"] = ("length", 1609.344m),
        ["ft"] = ("length", 0.3048m), ["in"] = ("length", 0.0254m), ["yd"] = ("length", 0.9144m),
        ["g"] = ("mass", 0.001m), ["kg"] = ("mass", 1), ["t"] = ("mass", 1000), ["lb"] = ("mass", 0.45359237m), ["oz"] = ("mass", 0.028349523125m),
        ["ml"] = ("volume", 0.001m), ["l"] = ("volume", 1), ["gal"] = ("volume", 3.785411784m),
        ["kmh"] = ("speed", 1), ["mph"] = ("speed", 1.609344m),
        ["s"] = ("time", 1), ["min"] = ("time", 60), ["h"] = ("time", 3600), ["d"] = ("time", 86_400),
        ["c"] = ("temperature", 1), ["f"] = ("temperature", 1),
        ["kb"] = ("data", 1), ["mb"] = ("data", 1024), ["gb"] = ("data", 1_048_576), ["tb"] = ("data", 1_073_741_824),
    };

    public static string? Answer(Question question)
    {
        if (!(Shape().Match(question.Lower) is { Success: true } match)
            || UnitOf(question.Phrases, match.Groups["from"].Value) is not { } from
            || UnitOf(question.Phrases, match.Groups["to"].Value) is not { } to
            || from == to
            || Known[from].Kind != Known[to].Kind)
        {
            return null;
        }

        decimal amount;
        try
        {
            amount = Numbers.Parse(match.Groups["amount"].Value.TrimStart('-', '−'));
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null;
        }

        amount = match.Groups["amount"].Value[0] is '-' or '−' ? -amount : amount;
        var culture = question.Phrases.Culture;
        return question.Phrases.Format(
            "units",
            ("amount", Arithmetic.Show(amount, culture)),
            ("from", Name(question.Phrases, from)),
            ("result", Arithmetic.Show(Math.Round(Convert(amount, from, to), 4), culture)),
            ("to", Name(question.Phrases, to)));
    }

    private static decimal Convert(decimal amount, string from, string to) => (from, to) switch
    {
        ("c", "f") => (amount * 9 / 5) + 32,
        ("f", "c") => (amount - 32) * 5 / 9,
        _ => amount * Known[from].Size / Known[to].Size,
    };

    /// <summary>The phrases name each unit's words, the first being the one to show: <c>unit.km = km,kilometre,kilometer</c>.</summary>
    private static string? UnitOf(Phrases phrases, string typed) =>
        Known.Keys.FirstOrDefault(unit => phrases.Words("unit." + unit).Any(word =>
            typed.Equals(word, StringComparison.OrdinalIgnoreCase)
            || (word.Length >= 4 && typed.StartsWith(word, StringComparison.OrdinalIgnoreCase))));

    private static string Name(Phrases phrases, string unit) => phrases.Words("unit." + unit)[0];

    [GeneratedRegex(
        @"(?<amount>[-−]?\d[\d.,]*)\s*(?<from>[°\p{L}/'’]+)\s+(?:in|to|into|as|у|в|до|на|це|is)\s+(?:how many\s+|скільки\s+)?(?<to>[°\p{L}/'’]+)",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 200)]
    private static partial Regex Shape();
}
