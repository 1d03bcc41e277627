using System.Text;
using System.Text.Encodings.Web;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Tables;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;

namespace AIGenerator.Chat.Markdown;

/// <summary>
/// Markdown of models as safe HTML: no raw HTML, links only to http, https and mailto, pictures only of our own store, no style or event
/// attribute, no id. Rendered block by block, so that an answer looks the same while it arrives and in the history (docs/decisions/0012).
/// </summary>
internal static class ChatMarkdown
{
    private const int Piece = 32 * 1024;

    internal static readonly MarkdownPipeline Pipeline = BuildPipeline();
    private static readonly MarkdownPipeline Structure = BuildStructure();

    /// <summary>A whole text. With sources, <c>[1]</c> in the text becomes a link to the source of that number.</summary>
    public static string Render(string text, IReadOnlyList<Citation>? sources = null)
    {
        // Piece by piece, as it may have arrived: what takes more time than the text is long, takes it for a piece only.
        var markdown = new LiveMarkdown(sources);
        var html = new StringBuilder(text.Length);
        var start = 0;
        for (; text.Length - start > Piece; start += Piece)
        {
            html.AppendJoin("", markdown.Take(text.Substring(start, Piece), isFinal: false));
        }

        return html.AppendJoin("", markdown.Take(text[start..], isFinal: true)).ToString();
    }

    /// <summary>Not read as Markdown.</summary>
    internal static string AsWritten(string text) => text.Length > 0 ? $"<pre class=\"plain\">{HtmlEncoder.Default.Encode(text)}</pre>\n" : "";

    /// <summary>The blocks alone; null where the text is nested deeper than anything a person would write.</summary>
    internal static MarkdownDocument? ParseStructure(string text)
    {
        try
        {
            return Markdig.Markdown.Parse(text, Structure);
        }
        catch (ArgumentException)
        {
            // Markdig's guard against stack overflow. The text is shown as it is.
            return null;
        }
    }

    /// <summary>One block, or a few. The outline knows the headings before it and learns those of the text.</summary>
    internal static string ToHtml(string text, HeadingOutline outline, IReadOnlyList<Citation>? sources)
    {
        try
        {
            var context = sources is { Count: > 0 } ? CitationParser.ContextOf(sources) : null;
            return AnswerRenderer.Render(Markdig.Markdown.Parse(text, Pipeline, context), outline);
        }
        catch (ArgumentException)
        {
            return AsWritten(text);
        }
    }

    private static MarkdownPipeline BuildPipeline()
    {
        var builder = new MarkdownPipelineBuilder()
            .DisableHtml()
            .UsePipeTables()
            .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough);
        AddBlocks(builder.BlockParsers);
        builder.InlineParsers.ReplaceOrAdd<EmphasisInlineParser>(new BoundedEmphasisParser());
        builder.InlineParsers.InsertBefore<EmphasisInlineParser>(new BoundedTableParser(builder.InlineParsers.FindExact<LineBreakInlineParser>()!));
        builder.InlineParsers.ReplaceOrAdd<LinkInlineParser>(new BoundedLinkParser());
        InlineParser[] own =
        [
            new BoundedAddressParser(), new NoReferences(), new TaskParser(), new AlertParser(), new FootnoteReferenceParser(), new CitationParser(), new MathParser(),
        ];
        for (var i = 0; i < own.Length; i++)
        {
            builder.InlineParsers.Insert(i, own[i]);
        }

        return builder.Build();
    }

    // Tables are cut out of paragraphs while their words are read, and a later line may undo that. Here words are not read, so a paragraph stays
    // whole; the block parser only keeps a table's second line from being taken for a list.
    private static MarkdownPipeline BuildStructure()
    {
        var builder = new MarkdownPipelineBuilder().DisableHtml();
        builder.BlockParsers.Insert(0, new PipeTableBlockParser());
        AddBlocks(builder.BlockParsers);
        builder.InlineParsers.Clear();
        builder.InlineParsers.Add(new LiteralInlineParser());
        return builder.Build();
    }

    private static void AddBlocks(OrderedList<BlockParser> parsers)
    {
        parsers.Insert(0, new FootnoteParser());
        parsers.Insert(0, new MathBlockParser());
        parsers.ReplaceOrAdd<QuoteBlockParser>(new BoundedQuoteParser());
        parsers.ReplaceOrAdd<ListBlockParser>(new BoundedListParser());
        parsers.ReplaceOrAdd<ParagraphBlockParser>(new PlainParagraphParser());
    }
}
