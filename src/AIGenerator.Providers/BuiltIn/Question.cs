using AIGenerator.Providers.Text;

namespace AIGenerator.Providers.BuiltIn;

/// <summary>What was asked, read once for all skills.</summary>
/// <param name="Text">The last user turn, trimmed.</param>
/// <param name="Lower">The same in lower case.</param>
/// <param name="Phrases">The texts in the language of the question.</param>
/// <param name="Images">Pictures of the last user turn.</param>
/// <param name="Earlier">The user's turn before, for questions about it.</param>
/// <param name="Today">The day in UTC.</param>
internal sealed record Question(
    string Text,
    string Lower,
    Phrases Phrases,
    IReadOnlyList<InputImage> Images,
    string? Earlier,
    DateOnly Today)
{
    public static Question Of(TextOrder order, DateOnly today)
    {
        var asked = order.Turns.Where(turn => turn.Role == TurnRole.User).ToList();
        var last = asked.Count > 0 ? asked[^1] : new TextTurn(TurnRole.User, "");
        var text = last.Text.Trim();
        var phrases = Phrases.For(text.Length > 0 ? text : string.Join(' ', asked.Select(turn => turn.Text)));
        return new Question(text, text.ToLowerInvariant(), phrases, last.Images ?? [], asked.Count > 1 ? asked[^2].Text.Trim() : null, today);
    }

    /// <summary>Whether the question holds one of the phrases' comma-separated words, each at the beginning of a word.</summary>
    public bool Mentions(string wordsKey) => Phrases.Words(wordsKey).Any(word => Has(Lower, word));

    /// <summary>The same for the part before the first colon or line break: behind it stands a text to work on, whatever that mentions.</summary>
    public bool Instructs(string wordsKey)
    {
        var end = Lower.AsSpan().IndexOfAny(':', '\n');
        var head = end < 0 ? Lower : Lower[..end];
        return Phrases.Words(wordsKey).Any(word => Has(head, word));
    }

    /// <summary>Whether it begins with one of the words.</summary>
    public bool StartsWith(string wordsKey) => Phrases.Words(wordsKey).Any(word => Lower.StartsWith(word, StringComparison.Ordinal));

    private static bool Has(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
            {
                return true;
            }
        }

        return false;
    }
}
