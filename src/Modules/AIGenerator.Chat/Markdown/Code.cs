using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace AIGenerator.Chat.Markdown;

/// <summary>
/// Code in a frame with the name of its language. The frame is complete here, so that nothing moves when the page adds tools and colours, and
/// so that it stands without script too.
/// </summary>
internal sealed class CodeRenderer : HtmlObjectRenderer<CodeBlock>
{
    protected override void Write(HtmlRenderer renderer, CodeBlock code)
    {
        var (language, file) = CodeLanguage.Read(code as FencedCodeBlock);
        renderer.EnsureLine();
        renderer.Write("<figure class=\"code-block\"");
        if (file.Length > 0)
        {
            renderer.Write(" data-file=\"").WriteEscape(file).Write("\"");
        }

        renderer.Write("><figcaption class=\"code-head\"><span class=\"code-name\">").WriteEscape(CodeLanguage.NameOf(language));
        renderer.Write("</span></figcaption><pre dir=\"ltr\"><code");
        if (language.Length > 0)
        {
            renderer.Write(" class=\"language-").Write(language).Write("\"");
        }

        renderer.Write(">");
        renderer.WriteLeafRawLines(code, writeEndOfLines: true, escape: true);
        renderer.Write("</code></pre></figure>").WriteLine();
    }
}
