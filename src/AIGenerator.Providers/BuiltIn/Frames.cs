namespace AIGenerator.Providers.BuiltIn;

/// <summary>Frames to fill in: checklists, outlines, tables, letters; and short samples of code.</summary>
internal static class Frames
{
    private const int LongestTopic = 80;

    private static readonly string[] Kinds = ["checklist", "outline", "table", "letter"];

    private static readonly string[] Languages = ["csharp", "python", "javascript", "sql", "bash"];

    public static string? Answer(Question question)
    {
        foreach (var kind in Kinds)
        {
            if (question.Mentions("words." + kind) && (question.Mentions("words.make") || question.StartsWith("words." + kind)))
            {
                return question.Phrases.Format("frame." + kind, ("topic", TopicOf(question, "words." + kind)));
            }
        }

        return null;
    }

    public static string? Code(Question question)
    {
        var language = Languages.FirstOrDefault(name => question.Mentions("words." + name));
        if (question.Mentions("words.table") && question.Mentions("words.code") && question.Mentions("words.make"))
        {
            // Both were asked for, as the home page's own example does: show what an answer can look like.
            return question.Phrases["table.sample"] + "\n\n" + question.Phrases["code." + (language ?? "csharp")];
        }

        if (language is not null && (question.Mentions("words.code") || question.Text.Length <= LongestTopic))
        {
            return question.Phrases["code." + language];
        }

        return question.Mentions("words.code") ? question.Phrases["code.which"] : null;
    }

    /// <summary>The words behind the kind, without the little word between: "a checklist for moving house" is about "moving house".</summary>
    private static string TopicOf(Question question, string wordsKey)
    {
        var word = question.Phrases.Words(wordsKey).Where(word => question.Lower.Contains(word, StringComparison.Ordinal)).MaxBy(word => word.Length)!;
        var after = question.Text[(question.Lower.IndexOf(word, StringComparison.Ordinal) + word.Length)..];
        var words = after.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToList();

        // The rest of an inflected word stands first where the text goes on without a space.
        if (after.Length > 0 && !char.IsWhiteSpace(after[0]) && words.Count > 0)
        {
            words.RemoveAt(0);
        }

        if (words.Count > 0 && question.Phrases.Words("words.about").Contains(words[0].ToLowerInvariant(), StringComparer.Ordinal))
        {
            words.RemoveAt(0);
        }

        var topic = string.Join(' ', words).Trim(' ', '.', '?', '!', ':', '"', '«', '»');
        return topic.Length is 0 or > LongestTopic ? question.Phrases["topic.unknown"] : topic;
    }
}
