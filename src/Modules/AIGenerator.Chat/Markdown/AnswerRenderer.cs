using System.Globalization;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;

namespace AIGenerator.Chat.Markdown;

/// <summary>Writes the HTML of answers. Setting one up costs more than a short block, so each thread keeps one.</summary>
internal sealed class AnswerRenderer : HtmlRenderer
{
    [ThreadStatic]
    private static AnswerRenderer? _spare;

    private readonly StringBuilder _output;

    private AnswerRenderer(StringBuilder output)
        : base(new StringWriter(output, CultureInfo.InvariantCulture) { NewLine = "\n" })
    {
        _output = output;
        ChatMarkdown.Pipeline.Setup(this);
        ObjectRenderers.Replace<CodeBlockRenderer>(new CodeRenderer());
        ObjectRenderers.Replace<HeadingRenderer>(new OutlinedHeadingRenderer());
        ObjectRenderers.Replace<LinkInlineRenderer>(new SafeLinkRenderer());
        ObjectRenderers.Replace<AutolinkInlineRenderer>(new SafeAutolinkRenderer());
        ObjectRenderers.Replace<QuoteBlockRenderer>(new QuoteRenderer());
        ObjectRenderers.Replace<ListRenderer>(new TaskListRenderer());
        ObjectRenderers.Replace<HtmlTableRenderer>(new PlainTableRenderer());
        ObjectRenderers.Replace<ParagraphRenderer>(new TaskParagraphRenderer());
        ObjectRenderers.AddRange([
            new FootnoteRenderer(), new FootnoteReferenceRenderer(), new CitationRenderer(), new MathBlockRenderer(), new MathRenderer(), new TaskRenderer()]);
    }

    /// <summary>The levels of the headings so far.</summary>
    public HeadingOutline Outline { get; private set; } = new();

    public static string Render(MarkdownDocument document, HeadingOutline outline)
    {
        var renderer = _spare ?? new AnswerRenderer(new StringBuilder());
        _spare = null;
        renderer.Outline = outline;
        renderer.Render(document);
        var html = renderer._output.ToString();
        renderer._output.Clear();
        _spare = renderer;
        return html;
    }
}
