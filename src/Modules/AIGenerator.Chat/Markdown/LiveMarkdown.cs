using AIGenerator.Generation;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace AIGenerator.Chat.Markdown;

/// <summary>
/// Renders a growing text. A top-level block is final once a complete line has started the next one; it is rendered then, on its own, and
/// never again. Only the open rest is parsed anew with each call.
/// </summary>
internal sealed class LiveMarkdown : ILiveRenderer
{
    private string _open = "";

    public LiveMarkup Render(string added, bool isFinal)
    {
        // Models mix line ends; a carriage return may even be torn from its line feed.
        _open += added.Contains('\r', StringComparison.Ordinal) ? added.Replace("\r", "", StringComparison.Ordinal) : added;
        var document = ChatMarkdown.Parse(_open);
        List<string> finished = [];
        var start = 0;
        if (document is not null)
        {
            var complete = isFinal ? _open.Length : _open.LastIndexOf('\n') + 1;
            foreach (var next in BlockStarts(document, _open))
            {
                if (next < complete)
                {
                    finished.Add(ChatMarkdown.ToHtml(_open[start..next]));
                    start = next;
                }
            }
        }

        if (isFinal)
        {
            var rest = ToHtml(start == 0 ? document : null, start);
            if (rest.Length > 0)
            {
                finished.Add(rest);
            }

            _open = "";
            return new LiveMarkup(finished, "");
        }

        var tail = ToHtml(start == 0 ? document : null, start);
        _open = _open[start..];
        return new LiveMarkup(finished, tail);
    }

    // Parsing the open text again is spared in the usual case, where nothing became final.
    private string ToHtml(MarkdownDocument? parsed, int start)
    {
        try
        {
            return parsed is null ? ChatMarkdown.ToHtml(_open[start..]) : ChatMarkdown.ToHtml(parsed);
        }
        catch (ArgumentException)
        {
            return ChatMarkdown.Escaped(_open[start..]);
        }
    }

    /// <summary>Where the second and later top-level blocks start, at the start of their lines.</summary>
    private static IEnumerable<int> BlockStarts(MarkdownDocument document, string text)
    {
        Block? previous = null;
        var before = 0;
        foreach (var block in document)
        {
            if (block is LinkReferenceDefinitionGroup)
            {
                continue;
            }

            var start = LineStart(text, block);
            if (previous is not null && start > before && !MayStillJoin(previous, block, text, start))
            {
                yield return start;
            }

            before = Math.Max(before, start);
            previous = block;
        }
    }

    // A table is cut out of a paragraph late, and a later line may undo that: without a blank line between them they are not two blocks yet.
    private static bool MayStillJoin(Block previous, Block next, string text, int start) =>
        (previous is ParagraphBlock or Table) && (next is ParagraphBlock or Table) && !IsBlankBefore(text, start);

    private static bool IsBlankBefore(string text, int start)
    {
        var end = start - 1;
        var lineStart = end <= 0 ? 0 : text.LastIndexOf('\n', end - 1) + 1;
        return text.AsSpan(lineStart, Math.Max(0, end - lineStart)).IsWhiteSpace();
    }

    private static int LineStart(string text, Block block)
    {
        var at = Math.Clamp(block.Span.Start, 0, text.Length);
        return at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;
    }
}
