using System.Text;
using AIGenerator.Generation;
using Markdig.Syntax;

namespace AIGenerator.Chat.Markdown;

/// <summary>
/// Renders a growing text. A top-level block is final once a complete line has started the next one; it is rendered then, on its own, and
/// never again. Only the open rest is parsed anew with each call. Of the blocks before, only the levels of their headings are remembered.
/// A text that goes on beyond what anybody reads ends as it was written, without being read as Markdown.
/// </summary>
internal sealed class LiveMarkdown(IReadOnlyList<Citation>? sources = null) : ILiveRenderer
{
    /// <summary>Blocks of one text, and characters before its last one.</summary>
    public const int MostBlocks = 5_000;

    /// <summary>See <see cref="MostBlocks"/>; no block alone is longer either.</summary>
    public const int MostCharacters = 200_000;

    private readonly HeadingOutline _outline = new();
    private string _open = "";
    private int _blocks;
    private int _characters;
    private bool _isTooLong;

    private bool IsFull => _isTooLong || _blocks >= MostBlocks || _characters >= MostCharacters;

    public LiveMarkup Render(string added, bool isFinal)
    {
        var finished = Take(added, isFinal);
        return new LiveMarkup(finished, isFinal ? "" : _open.Length > MostCharacters ? ChatMarkdown.AsWritten(_open) : ToHtml(_open, _outline.Copy()));
    }

    /// <summary>The same for whoever does not look at the tail.</summary>
    public IReadOnlyList<string> Take(string added, bool isFinal)
    {
        _open += Plain(added);
        List<string> finished = [];
        var start = 0;

        // A line that is not whole yet does not count: whatever pieces a text comes in, it is read the same.
        var complete = isFinal ? _open.Length : _open.LastIndexOf('\n') + 1;
        if (!IsFull && ChatMarkdown.ParseStructure(_open) is { } document)
        {
            foreach (var next in BlockStarts(document, _open).Where(next => next < complete))
            {
                _isTooLong = next - start > MostCharacters;
                if (IsFull)
                {
                    break;
                }

                finished.Add(ToHtml(_open[start..next], _outline));
                _blocks++;
                _characters += next - start;
                start = next;
            }
        }

        _isTooLong |= complete - start > MostCharacters;
        _open = _open[start..];
        if (isFinal)
        {
            if (ToHtml(_open, _outline) is { Length: > 0 } last)
            {
                finished.Add(last);
            }

            _open = "";
        }

        return finished;
    }

    private string ToHtml(string text, HeadingOutline outline) => IsFull ? ChatMarkdown.AsWritten(text) : ChatMarkdown.ToHtml(text, outline, sources);

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
