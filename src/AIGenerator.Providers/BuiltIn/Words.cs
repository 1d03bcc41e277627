namespace AIGenerator.Providers.BuiltIn;

/// <summary>Cuts an answer into the pieces that are streamed, and gives each a natural pause.</summary>
internal static class Words
{
    /// <summary>The text in pieces that together are the text again: each word with the white space that follows it.</summary>
    public static IEnumerable<string> Of(string text)
    {
        var start = 0;
        for (var at = 1; at <= text.Length; at++)
        {
            if (at == text.Length || (char.IsWhiteSpace(text[at - 1]) && !char.IsWhiteSpace(text[at])))
            {
                yield return text[start..at];
                start = at;
            }
        }
    }

    /// <summary>A word is a token for every four characters begun.</summary>
    public static int TokensOf(string word) => (word.Length + 3) / 4;

    /// <summary>Longer words take longer; a line's end takes a breath.</summary>
    public static TimeSpan PauseBefore(string word, TimeSpan pace) =>
        word.Contains('\n', StringComparison.Ordinal) ? pace * 2.5 : pace * (0.6 + (Math.Min(word.Length, 16) / 12.0));
}
