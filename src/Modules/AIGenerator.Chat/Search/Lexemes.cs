using System.Text;
using AIGenerator.Kernel.Identity;

namespace AIGenerator.Chat.Search;

/// <summary>
/// How words stand in <c>chat.search_texts.words</c>: behind the key of their workspace, titles apart from messages. A key need not be unique
/// (rows say whose they are), only rare: it keeps the index's work to one workspace.
/// </summary>
internal static class Lexemes
{
    /// <summary>Different words kept of one text.</summary>
    public const int MostWords = 5_000;

    /// <summary>The text form of a <c>tsvector</c>. Words hold nothing that would need quoting.</summary>
    public static string Vector(WorkspaceId workspace, bool isTitle, IEnumerable<string> words)
    {
        var key = KeyOf(workspace, isTitle);
        var vector = new StringBuilder();
        foreach (var word in words)
        {
            vector.Append('\'').Append(key).Append(word).Append("' ");
        }

        return vector.ToString();
    }

    /// <summary>The text form of a <c>tsquery</c>: all terms, each in one of its forms.</summary>
    public static string Query(WorkspaceId workspace, bool isTitle, IReadOnlyList<SearchTerm> terms)
    {
        var key = KeyOf(workspace, isTitle);
        return string.Join(" & ", terms.Select(term =>
            "(" + string.Join(" | ", term.Forms.Select((form, at) => $"'{key}{form}'{(at == 0 && term.IsPrefix ? ":*" : "")}")) + ")"));
    }

    private static string KeyOf(WorkspaceId workspace, bool isTitle) => $"{(isTitle ? 't' : 'm')}{workspace.Value.ToString("N")[24..]}:";
}
