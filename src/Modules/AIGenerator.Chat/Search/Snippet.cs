using System.Text;

namespace AIGenerator.Chat.Search;

/// <summary>A piece of plain text; a match is to be shown marked. Never HTML: escape it, or set it as text.</summary>
public sealed record SnippetPiece(string Text, bool IsMatch);

/// <summary>The part of a text that shows why it was found.</summary>
internal static class Snippet
{
    private const int Length = 160;
    private const int Lead = 36;

    /// <summary>The whole of a short text, such as a title.</summary>
    public static IReadOnlyList<SnippetPiece> Whole(string text, IReadOnlyList<SearchTerm> terms) =>
        Pieces(text, 0, text.Length, [.. Words.Of(text).Where(word => terms.Any(term => term.Matches(word.Folded)))], isMarkdown: false);

    /// <summary>About 160 characters around the place with the most different terms, with <c>…</c> where text is left out and without Markdown's signs.</summary>
    public static IReadOnlyList<SnippetPiece> Around(string text, IReadOnlyList<SearchTerm> terms, bool isMarkdown)
    {
        var hits = new List<(FoundWord Word, int Term)>();
        foreach (var word in Words.Of(text))
        {
            for (var i = 0; i < terms.Count; i++)
            {
                if (terms[i].Matches(word.Folded))
                {
                    hits.Add((word, i));
                    break;
                }
            }
        }

        var from = hits.Count == 0 ? 0 : Beginning(text, BestOf(hits).Start);
        var to = Ending(text, Math.Min(text.Length, from + Length));
        return Pieces(text, from, to, [.. hits.Select(hit => hit.Word).Where(word => word.Start >= from && word.End <= to)], isMarkdown);
    }

    /// <summary>Whether each term is somewhere in a text.</summary>
    public static bool HasAll(string text, IReadOnlyList<SearchTerm> terms)
    {
        var left = terms.ToList();
        foreach (var word in Words.Of(text))
        {
            if (left.RemoveAll(term => term.Matches(word.Folded)) > 0 && left.Count == 0)
            {
                return true;
            }
        }

        return false;
    }

    private static FoundWord BestOf(List<(FoundWord Word, int Term)> hits)
    {
        var (best, most) = (hits[0].Word, 0);
        for (var i = 0; i < hits.Count; i++)
        {
            var end = hits[i].Word.Start + Length - Lead;
            var count = hits.Skip(i).TakeWhile(hit => hit.Word.End <= end).Select(hit => hit.Term).Distinct().Count();
            if (count > most)
            {
                (best, most) = (hits[i].Word, count);
            }

            // Nothing beats all of them, and a long text full of one word need not be walked to its end.
            if (i > 200)
            {
                break;
            }
        }

        return best;
    }

    private static int Beginning(string text, int match)
    {
        var from = match <= Lead ? 0 : match - Lead;
        if (from > 0 && text.IndexOf(' ', from, match - from) is > 0 and var space)
        {
            from = space + 1;
        }

        return from > 0 && char.IsLowSurrogate(text[from]) ? from + 1 : from;
    }

    private static int Ending(string text, int to)
    {
        if (to < text.Length && text.LastIndexOf(' ', to, Math.Min(24, to)) is > 0 and var space)
        {
            to = space;
        }

        return to < text.Length && to > 0 && char.IsHighSurrogate(text[to - 1]) ? to - 1 : to;
    }

    private static List<SnippetPiece> Pieces(string text, int from, int to, IReadOnlyList<FoundWord> matches, bool isMarkdown)
    {
        var pieces = new List<SnippetPiece>();
        var at = from;
        foreach (var match in matches)
        {
            Add(pieces, (at == from && from > 0 ? "…" : "") + Plain(text.AsSpan(at, match.Start - at), isMarkdown, at == 0), isMatch: false);
            Add(pieces, text[match.Start..match.End], isMatch: true);
            at = match.End;
        }

        Add(pieces, (at == from && from > 0 ? "…" : "") + Plain(text.AsSpan(at, to - at), isMarkdown, at == 0) + (to < text.Length ? "…" : ""), isMatch: false);
        return pieces;
    }

    private static void Add(List<SnippetPiece> pieces, string text, bool isMatch)
    {
        if (text.Length > 0)
        {
            pieces.Add(new SnippetPiece(text, isMatch));
        }
    }

    // Line breaks and runs of spaces as one space: a snippet is a line.
    private static string Plain(ReadOnlySpan<char> text, bool isMarkdown, bool isBeginning)
    {
        var line = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var isAfterSpace = line.Length > 0 ? line[^1] == ' ' : isBeginning;
            if (isMarkdown && (letter is '*' or '`' or '|' || (letter is '#' or '>' && isAfterSpace)))
            {
                continue;
            }

            if (!char.IsWhiteSpace(letter) && !char.IsControl(letter))
            {
                line.Append(letter);
            }
            else if (!isAfterSpace)
            {
                line.Append(' ');
            }
        }

        return line.ToString();
    }
}
