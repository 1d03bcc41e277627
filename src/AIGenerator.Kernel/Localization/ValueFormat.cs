using System.Globalization;
using AIGenerator.Kernel.Money;

namespace AIGenerator.Kernel.Localization;

/// <summary>Values of placeholders as people of a language write them.</summary>
internal static class ValueFormat
{
    public static string Write(object? value, string kind, string style, CultureInfo culture) => kind switch
    {
        "date" => Date(value, style, culture),
        "time" => Moment(value, "t", culture),
        "number" => Number(value, style, culture),
        _ => value switch
        {
            null => "",
            string text => text,
            Credits or byte or short or int or long or float or double or decimal => Number(value, style, culture),
            DateTimeOffset or DateTime or DateOnly => Date(value, style, culture),
            IFormattable formattable => formattable.ToString(null, culture),
            _ => value.ToString() ?? "",
        },
    };

    private static string Number(object? value, string style, CultureInfo culture)
    {
        var number = value is Credits credits ? credits.Value : PluralRules.ToNumber(value ?? 0);
        return style switch
        {
            "integer" => Math.Round(number).ToString("#,##0", culture),
            "percent" => number.ToString("0.#%", culture),
            _ => number.ToString("#,##0.######", culture),
        };
    }

    // One order for all six languages: day, month in letters, year. Nobody has to guess which number is the month.
    private static string Date(object? value, string style, CultureInfo culture) => Moment(
        value,
        style switch
        {
            "long" => "d MMMM yyyy",
            "short" => "d MMM",
            "full" => "d MMMM yyyy, HH:mm",
            _ => "d MMM yyyy",
        },
        culture);

    private static string Moment(object? value, string pattern, CultureInfo culture) => value switch
    {
        DateTimeOffset moment => moment.ToString(pattern, culture),
        DateTime moment => moment.ToString(pattern, culture),
        DateOnly day => day.ToString(pattern, culture),
        TimeOnly time => time.ToString(pattern, culture),
        _ => throw new FormatException($"A date needs a moment, not '{value?.GetType().Name ?? "null"}'."),
    };
}
