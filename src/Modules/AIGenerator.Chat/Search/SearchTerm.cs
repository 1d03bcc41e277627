namespace AIGenerator.Chat.Search;

/// <summary>One typed word and what also counts as it.</summary>
/// <param name="Forms">The word itself first, folded; then those near it.</param>
/// <param name="IsPrefix">Whether words that begin with the first form count.</param>
internal sealed record SearchTerm(IReadOnlyList<string> Forms, bool IsPrefix)
{
    /// <summary>Words of a query that count; a text that matches more of them than anybody types is found by the first.</summary>
    public const int Most = 8;

    private const int LongestQuery = 400;

    /// <summary>The terms of a query; none where it has no word.</summary>
    public static IReadOnlyList<SearchTerm> Of(string query) =>
    [
        .. Words.SetOf(query.Length > LongestQuery ? query[..LongestQuery] : query, Most).Select(word => new SearchTerm([word], word.Length > 1)),
    ];

    /// <summary>Whether a word of a text is this term.</summary>
    public bool Matches(string word) =>
        (IsPrefix && word.StartsWith(Forms[0], StringComparison.Ordinal)) || Forms.Contains(word, StringComparer.Ordinal);
}
