namespace AIGenerator.Simulators;

/// <summary>The words of every simulated answer: several scripts, an emoji, Markdown; none needs escaping in JSON.</summary>
internal static class Vocabulary
{
    public static readonly string[] Words =
    [
        .. "Привіт, це імітатор: він говорить **словами**, яких ніхто не вигадав. Here is a stream of words 😀 with `code`, ünïcödé and 数字 inside. "
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word + " "),
    ];

    /// <summary>The first so many words as one text.</summary>
    public static string Text(int words) => string.Concat(Enumerable.Range(0, words).Select(at => Words[at % Words.Length]));
}
