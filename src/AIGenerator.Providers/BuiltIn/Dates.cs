using System.Globalization;
using System.Text.RegularExpressions;

namespace AIGenerator.Providers.BuiltIn;

/// <summary>Today, the weekday of a date, days until one and between two.</summary>
internal static partial class Dates
{
    public static string? Answer(Question question)
    {
        var phrases = question.Phrases;
        var dates = DatesIn(question);
        if (question.Mentions("words.days") && dates is [var first, var second, ..])
        {
            return phrases.Format("days.between", ("from", Show(first, phrases)), ("to", Show(second, phrases)), ("days", Days(Math.Abs(second.DayNumber - first.DayNumber), phrases)));
        }

        if (question.Mentions("words.days") && dates is [var date])
        {
            var away = date.DayNumber - question.Today.DayNumber;
            return phrases.Format(away >= 0 ? "days.until" : "days.since", ("date", Show(date, phrases)), ("days", Days(Math.Abs(away), phrases)));
        }

        if (question.Mentions("words.weekday") && dates is [var day, ..])
        {
            return phrases.Format("weekday", ("date", Show(day, phrases)), ("weekday", phrases.Culture.DateTimeFormat.GetDayName(day.DayOfWeek)));
        }

        return question.Mentions("words.today") && question.Text.Length <= 60 ? phrases.Format("today", ("date", Show(question.Today, phrases)), ("weekday", phrases.Culture.DateTimeFormat.GetDayName(question.Today.DayOfWeek))) : null;
    }

    private static string Show(DateOnly date, Phrases phrases) => date.ToString(phrases["date.format"], phrases.Culture);

    /// <summary>Three forms: one, few, many. English uses the first and the last.</summary>
    private static string Days(int count, Phrases phrases)
    {
        var (last, lastTwo) = (count % 10, count % 100);
        var form = phrases.Language switch
        {
            "uk" when last == 1 && lastTwo != 11 => 0,
            "uk" when last is >= 2 and <= 4 && lastTwo is < 12 or > 14 => 1,
            "en" when count == 1 => 0,
            _ => 2,
        };
        return $"{count.ToString("N0", phrases.Culture)} {phrases.Words("days.forms")[form]}";
    }

    private static List<DateOnly> DatesIn(Question question)
    {
        var found = new List<DateOnly>();
        for (var match = Shape().Match(question.Lower); match.Success;)
        {
            var date = Read(match, question);
            if (date is not null)
            {
                found.Add(date.Value);
            }

            // "until 31" has the shape of a date too, and the date stands inside it.
            match = Shape().Match(question.Lower, match.Index + (date is null ? 1 : match.Length));
        }

        return found;
    }

    private static DateOnly? Read(Match match, Question question)
    {
        int Number(string group) => match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;

        var month = match.Groups["name"].Success ? MonthOf(question.Phrases, match.Groups["name"].Value) : Number("month");
        var (day, year) = (Number("day"), Number("year"));
        var isYearSaid = year > 0;
        year = isYearSaid ? year : question.Today.Year;
        if (month is < 1 or > 12 || year is < 1 or > 9999 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return null;
        }

        var date = new DateOnly(year, month, day);

        // Without a year people mean the next one.
        return !isYearSaid && date < question.Today && day <= DateTime.DaysInMonth(year + 1, month) ? new DateOnly(year + 1, month, day) : date;
    }

    private static int MonthOf(Phrases phrases, string name) =>
        Array.FindIndex(phrases.Words("months"), month => name.StartsWith(month, StringComparison.Ordinal)) + 1;

    [GeneratedRegex(
        @"(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})|(?<day>\d{1,2})\.(?<month>\d{1,2})(?:\.(?<year>\d{4}))?|(?<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?<name>\p{L}{3,})(?:,?\s+(?<year>\d{4}))?|(?<name>\p{L}{3,})\s+(?<day>\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(?<year>\d{4}))?",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 200)]
    private static partial Regex Shape();
}
