using System.Globalization;
using System.Text;
using AIGenerator.Providers.Text;

namespace AIGenerator.Providers.BuiltIn;

/// <summary>Work on a text that the question brings along, after a colon or a line break, or in the turn before.</summary>
internal static class Texts
{
    private const int SentencesOfSummary = 3;

    public static string? Answer(Question question)
    {
        var task = TaskOf(question);
        if (task is null)
        {
            return null;
        }

        return TextOf(question) is { Length: > 0 } text ? task(text, question.Phrases) : question.Phrases["text.missing"];
    }

    private static Func<string, Phrases, string>? TaskOf(Question question)
    {
        if (question.Instructs("words.count"))
        {
            return Count;
        }

        if (question.Instructs("words.reverse"))
        {
            return static (text, phrases) => Block(phrases["text.reversed"], Reverse(text));
        }

        if (question.Instructs("words.summary"))
        {
            return Summarise;
        }

        if (question.Instructs("words.sort"))
        {
            return static (text, phrases) => Block(phrases["text.sorted"], Sort(text, phrases.Culture));
        }

        if (question.Instructs("words.upper"))
        {
            return static (text, phrases) => Block(phrases["text.upper"], text.ToUpper(phrases.Culture));
        }

        return question.Instructs("words.lower") ? static (text, phrases) => Block(phrases["text.lower"], text.ToLower(phrases.Culture)) : null;
    }

    /// <summary>The text behind the first colon or line break, or else in quotes, or else what was said before.</summary>
    private static string TextOf(Question question)
    {
        var at = question.Text.IndexOfAny([':', '\n']);
        if (at >= 0 && question.Text[(at + 1)..].Trim() is { Length: > 0 } rest)
        {
            return rest;
        }

        var open = question.Text.IndexOfAny(['"', '«', '“']);
        var close = question.Text.LastIndexOfAny(['"', '»', '”']);
        return open >= 0 && close > open + 1 ? question.Text[(open + 1)..close] : question.Earlier ?? "";
    }

    private static string Count(string text, Phrases phrases)
    {
        string Show(int number) => number.ToString("N0", phrases.Culture);

        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Count(word => word.Any(char.IsLetterOrDigit));
        return phrases.Format(
            "text.counted",
            ("words", Show(words)),
            ("characters", Show(new StringInfo(text).LengthInTextElements)),
            ("letters", Show(text.Count(letter => !char.IsWhiteSpace(letter)))),
            ("sentences", Show(SentencesOf(text).Count)),
            ("lines", Show(text.Split('\n').Length)),
            ("tokens", Show(TokenEstimator.Estimate(text))));
    }

    private static string Reverse(string text)
    {
        var reversed = new StringBuilder(text.Length);
        var elements = StringInfo.ParseCombiningCharacters(text);
        for (var at = elements.Length - 1; at >= 0; at--)
        {
            reversed.Append(text, elements[at], (at + 1 < elements.Length ? elements[at + 1] : text.Length) - elements[at]);
        }

        return reversed.ToString();
    }

    private static string Sort(string text, CultureInfo culture)
    {
        var lines = text.Contains('\n', StringComparison.Ordinal) ? text.Split('\n') : text.Split(',');
        return string.Join('\n', lines.Select(line => line.Trim()).Where(line => line.Length > 0).Order(StringComparer.Create(culture, ignoreCase: true)));
    }

    /// <summary>Keeps the sentences whose words occur most in the text, in their own order.</summary>
    private static string Summarise(string text, Phrases phrases)
    {
        var sentences = SentencesOf(text);
        var frequency = sentences.SelectMany(WordsOf).GroupBy(word => word, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var kept = sentences
            .Select((sentence, index) => (sentence, index, weight: WordsOf(sentence).Select(word => frequency[word]).DefaultIfEmpty(0).Average()))
            .OrderByDescending(one => one.weight)
            .Take(SentencesOfSummary)
            .OrderBy(one => one.index)
            .Select(one => "- " + one.sentence);
        return phrases.Format("text.summary", ("sentences", string.Join('\n', kept)));
    }

    private static List<string> SentencesOf(string text)
    {
        var sentences = new List<string>();
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var isEnd = text[at] is '.' or '!' or '?' or '…' or '\n' && (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1]) || text[at] == '\n');
            if ((isEnd || at + 1 == text.Length) && text[start..(at + 1)].Trim() is { Length: > 0 } sentence)
            {
                sentences.Add(sentence);
                start = at + 1;
            }
        }

        return sentences;
    }

    private static IEnumerable<string> WordsOf(string sentence) =>
        sentence.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Trim('.', ',', '!', '?', ':', ';', '(', ')', '"', '«', '»').ToLowerInvariant())
            .Where(word => word.Length > 3);

    private static string Block(string title, string text)
    {
        var fence = text.Contains("```", StringComparison.Ordinal) ? "~~~~" : "```";
        return $"{title}\n\n{fence}text\n{text}\n{fence}";
    }
}
