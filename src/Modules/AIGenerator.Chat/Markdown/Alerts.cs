using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace AIGenerator.Chat.Markdown;

/// <summary>
/// Finds <c>[!NOTE]</c> alone on the first line of a quote. The quote stays a quote and is only marked, so that what is final and what is open
/// does not depend on it.
/// </summary>
internal sealed class AlertParser : InlineParser
{
    private static readonly object Mark = new();
    private static readonly string[] Kinds = ["note", "tip", "important", "warning", "caution"];

    public AlertParser() => OpeningCharacters = ['['];

    /// <summary>The kind that a quote is marked with, or null.</summary>
    public static string? KindOf(QuoteBlock quote) => quote.GetData(Mark) as string;

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var text = slice.AsSpan();
        if (!text.StartsWith("[!") || processor.Root?.FirstChild is not null
            || processor.Block is not ParagraphBlock { Parent: QuoteBlock quote } paragraph || quote[0] != paragraph)
        {
            return false;
        }

        var end = text.IndexOf('\n');
        var line = (end < 0 ? text : text[..end]).TrimEnd();
        foreach (var kind in Kinds)
        {
            if (line.Length == kind.Length + 3 && line[^1] == ']' && line[2..^1].Equals(kind, StringComparison.OrdinalIgnoreCase))
            {
                quote.SetData(Mark, kind);
                slice.Start += end < 0 ? text.Length : end + 1;
                return true;
            }
        }

        return false;
    }
}

/// <summary>
/// Quotes, and quotes marked as a note, tip, … . The word above is empty here: one text has watchers of several languages, see
/// <see cref="AnswerWords"/>.
/// </summary>
internal sealed class QuoteRenderer : HtmlObjectRenderer<QuoteBlock>
{
    protected override void Write(HtmlRenderer renderer, QuoteBlock quote)
    {
        var kind = AlertParser.KindOf(quote);
        renderer.EnsureLine();
        if (kind is null)
        {
            renderer.Write("<blockquote>").WriteLine();
        }
        else
        {
            renderer.Write("<div class=\"callout callout-").Write(kind).Write("\" role=\"note\">").Write(AnswerWords.TitleOf(kind)).WriteLine();
        }

        var wasImplicit = renderer.ImplicitParagraph;
        renderer.ImplicitParagraph = false;
        foreach (var block in quote)
        {
            if (block != quote[0] || kind is null || block is not ParagraphBlock { Inline.FirstChild: null })
            {
                renderer.Write(block);
            }
        }

        renderer.ImplicitParagraph = wasImplicit;
        renderer.Write(kind is null ? "</blockquote>" : "</div>").WriteLine();
    }
}
