using System.Text;
using System.Text.Encodings.Web;
using Markdig;
using Markdig.Extensions.AutoLinks;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Tables;
using Markdig.Parsers.Inlines;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;

namespace AIGenerator.Chat.Markdown;

/// <summary>
/// Markdown of models as safe HTML: no raw HTML, links only to http, https and mailto, pictures only as links, no style or event attribute.
/// Rendered block by block, so that an answer looks the same while it arrives and in the history (docs/decisions/0012).
/// </summary>
internal static class ChatMarkdown
{
    private static readonly MarkdownPipeline Pipeline = BuildPipeline();
    private static readonly MarkdownPipeline Structure = BuildStructure();

    [ThreadStatic]
    private static (HtmlRenderer Renderer, StringBuilder Output)? _spare;

    /// <summary>A whole text.</summary>
    public static string Render(string text) => string.Concat(new LiveMarkdown().Render(text, isFinal: true).Finished);

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

    internal static string ToHtml(string text)
    {
        try
        {
            return ToHtml(Markdig.Markdown.Parse(text, Pipeline));
        }
        catch (ArgumentException)
        {
            return $"<pre class=\"plain\">{HtmlEncoder.Default.Encode(text)}</pre>\n";
        }
    }

    private static string ToHtml(MarkdownDocument document)
    {
        var (renderer, output) = _spare ?? Create();
        _spare = null;
        renderer.Render(document);
        var html = output.ToString();
        output.Clear();
        _spare = (renderer, output);
        return html;
    }

    private static MarkdownPipeline BuildPipeline()
    {
        var builder = new MarkdownPipelineBuilder()
            .DisableHtml()
            .UsePipeTables()
            .UseTaskLists()
            .UseAutoLinks(new AutoLinkOptions { OpenInNewWindow = false })
            .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough);
        builder.InlineParsers.Insert(0, new NoReferences());
        return builder.Build();
    }

    // Tables are cut out of paragraphs while their words are read, and a later line may undo that. Here words are not read, so a paragraph stays
    // whole; the block parser only keeps a table's second line from being taken for a list.
    private static MarkdownPipeline BuildStructure()
    {
        var builder = new MarkdownPipelineBuilder().DisableHtml();
        builder.BlockParsers.Insert(0, new PipeTableBlockParser());
        builder.InlineParsers.Clear();
        builder.InlineParsers.Add(new LiteralInlineParser());
        return builder.Build();
    }

    private static (HtmlRenderer Renderer, StringBuilder Output) Create()
    {
        var output = new StringBuilder();
        var renderer = new HtmlRenderer(new StringWriter(output, System.Globalization.CultureInfo.InvariantCulture) { NewLine = "\n" });
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<CodeBlockRenderer>(new LabelledCodeRenderer());
        renderer.ObjectRenderers.Replace<LinkInlineRenderer>(new SafeLinkRenderer());
        renderer.ObjectRenderers.Replace<AutolinkInlineRenderer>(new SafeAutolinkRenderer());
        renderer.ObjectRenderers.Replace<HtmlTableRenderer>(new PlainTableRenderer());
        return (renderer, output);
    }
}
