using System.Text;
using AIGenerator.Generation;
using Markdig.Syntax;

namespace AIGenerator.Chat.Markdown;

/// <summary>
/// Renders a growing text. A top-level block is final once a complete line has started the next one; it is rendered then, on its own, and
/// never again. Only the open rest is parsed anew with each call. Of the blocks before, only the levels of their headings are remembered.
/// </summary>
internal sealed class LiveMarkdown(IReadOnlyList<Citation>? sources = null) : ILiveRenderer
{
    private readonly HeadingOutline _outline = new();
    private string _open = "";

    public LiveMarkup Render(string added, bool isFinal)
    {
        _open += Plain(added);
        List<string> finished = [];
        var start = 0;
        if (ChatMarkdown.ParseStructure(_open) is { } document)
        {
            var complete = isFinal ? _open.Length : _open.LastIndexOf('\n') + 1;
            foreach (var next in BlockStarts(document, _open).Where(next => next < complete))
            {
                finished.Add(ChatMarkdown.ToHtml(_open[start..next], _outline, sources));
                start = next;
            }
        }

        _open = _open[start..];
        var tail = ChatMarkdown.ToHtml(_open, isFinal ? _outline : _outline.Copy(), sources);
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

    /// <summary>
    /// Without carriage returns (models mix line ends, and one may even be torn from its line feed) and without the characters that turn
    /// the direction of text around: they can show code or an address as something else than it is. Directional marks stay.
    /// </summary>
    private static string Plain(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u202A', '\u202E') && !text.AsSpan().ContainsAnyInRange('\u2066', '\u2069') && !text.Contains('\r', StringComparison.Ordinal))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character is not ('\r' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')))
            {
                plain.Append(character);
            }
        }

        return plain.ToString();
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
