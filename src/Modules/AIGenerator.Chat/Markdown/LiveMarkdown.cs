using AIGenerator.Generation;
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
        List<string> finished = [];
        var start = 0;
        if (ChatMarkdown.ParseStructure(_open) is { } document)
        {
            var complete = isFinal ? _open.Length : _open.LastIndexOf('\n') + 1;
            foreach (var next in BlockStarts(document, _open).Where(next => next < complete))
            {
                finished.Add(ChatMarkdown.ToHtml(_open[start..next]));
                start = next;
            }
        }

        _open = _open[start..];
        var tail = ChatMarkdown.ToHtml(_open);
        if (!isFinal)
        {
            return new LiveMarkup(finished, tail);
        }

        if (tail.Length > 0)
        {
            finished.Add(tail);
        }

        _open = "";
        return new LiveMarkup(finished, "");
    }

    /// <summary>Where the second and later top-level blocks start, at the start of their lines.</summary>
    private static IEnumerable<int> BlockStarts(MarkdownDocument document, string text)
    {
        var isFirst = true;
        var before = 0;
        foreach (var block in document.Where(block => block is not LinkReferenceDefinitionGroup))
        {
            var start = LineStart(text, block);
            if (!isFirst && start > before)
            {
                yield return start;
            }

            before = Math.Max(before, start);
            isFirst = false;
        }
    }

    private static int LineStart(string text, Block block)
    {
        var at = Math.Clamp(block.Span.Start, 0, text.Length);
        return at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;
    }
}
