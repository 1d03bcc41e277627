using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AIGenerator.Chat.Markdown;

/// <summary>Which addresses a model may link to.</summary>
internal static class SafeAddress
{
    private static readonly string[] Schemes = ["https://", "http://", "mailto:"];

    /// <summary>
    /// Absolute ones of three schemes. Everything else, an address of our own site too, stays text: a model's words must not look like our
    /// buttons.
    /// </summary>
    public static bool Allows(string? address)
    {
        if (address is null || address.Length > 4_000)
        {
            return false;
        }

        foreach (var character in address)
        {
            if (char.IsControl(character))
            {
                return false;
            }
        }

        return Array.Exists(Schemes, scheme => address.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && address.Length > scheme.Length);
    }

    public static void Open(HtmlRenderer renderer, string address) =>
        renderer.Write("<a href=\"").WriteEscapeUrl(address).Write("\" target=\"_blank\" rel=\"noopener nofollow\">");
}

/// <summary>Links, and pictures as links: the policy of our pages loads nothing from other sites.</summary>
internal sealed class SafeLinkRenderer : HtmlObjectRenderer<LinkInline>
{
    protected override void Write(HtmlRenderer renderer, LinkInline link)
    {
        var address = link.GetDynamicUrl?.Invoke() ?? link.Url;
        var isAllowed = SafeAddress.Allows(address);
        if (isAllowed)
        {
            SafeAddress.Open(renderer, address!);
        }

        if (link.FirstChild is null && link.IsImage && isAllowed)
        {
            renderer.WriteEscape(address!);
        }
        else
        {
            // Inside a link only text: a link in a link is no HTML.
            var wasEnabled = renderer.EnableHtmlForInline;
            renderer.EnableHtmlForInline = wasEnabled && !isAllowed;
            renderer.WriteChildren(link);
            renderer.EnableHtmlForInline = wasEnabled;
        }

        if (isAllowed)
        {
            renderer.Write("</a>");
        }
    }
}

/// <summary>Addresses in angle brackets.</summary>
internal sealed class SafeAutolinkRenderer : HtmlObjectRenderer<AutolinkInline>
{
    protected override void Write(HtmlRenderer renderer, AutolinkInline link)
    {
        var address = link.IsEmail ? "mailto:" + link.Url : link.Url;
        if (!SafeAddress.Allows(address) || !renderer.EnableHtmlForInline)
        {
            renderer.WriteEscape(link.Url);
            return;
        }

        SafeAddress.Open(renderer, address);
        renderer.WriteEscape(link.Url).Write("</a>");
    }
}

/// <summary>Code with the name of its language, from which the page makes the label, the copy button and the colours.</summary>
internal sealed class LabelledCodeRenderer : HtmlObjectRenderer<CodeBlock>
{
    protected override void Write(HtmlRenderer renderer, CodeBlock code)
    {
        var language = LanguageOf((code as FencedCodeBlock)?.Info);
        renderer.EnsureLine();
        renderer.Write("<pre><code");
        if (language.Length > 0)
        {
            renderer.Write(" class=\"language-").Write(language).Write("\"");
        }

        renderer.Write(">");
        renderer.WriteLeafRawLines(code, writeEndOfLines: true, escape: true);
        renderer.Write("</code></pre>").WriteLine();
    }

    private static string LanguageOf(string? info)
    {
        if (string.IsNullOrWhiteSpace(info))
        {
            return "";
        }

        var word = info.Trim().Split(' ', 2)[0];
        return word.Length <= 30 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '#' or '-' or '.' or '_') ? word.ToLowerInvariant() : "";
    }
}

/// <summary>Tables without style attributes, which the policy of our pages forbids: the alignment is a class.</summary>
internal sealed class PlainTableRenderer : HtmlObjectRenderer<Table>
{
    protected override void Write(HtmlRenderer renderer, Table table)
    {
        renderer.EnsureLine();
        renderer.Write("<div class=\"table-scroll\"><table>");
        var section = "";
        foreach (var row in table.OfType<TableRow>())
        {
            var name = row.IsHeader ? "thead" : "tbody";
            if (name != section)
            {
                renderer.Write(section.Length == 0 ? "" : $"</{section}>").Write($"<{name}>");
                section = name;
            }

            WriteRow(renderer, table, row);
        }

        renderer.Write(section.Length == 0 ? "" : $"</{section}>").Write("</table></div>").WriteLine();
    }

    private static void WriteRow(HtmlRenderer renderer, Table table, TableRow row)
    {
        renderer.Write("<tr>");
        for (var i = 0; i < row.Count; i++)
        {
            var tag = row.IsHeader ? "th" : "td";
            var align = i < table.ColumnDefinitions.Count ? table.ColumnDefinitions[i].Alignment : null;
            renderer.Write('<').Write(tag).Write(align switch
            {
                TableColumnAlign.Center => " class=\"center\">",
                TableColumnAlign.Right => " class=\"right\">",
                TableColumnAlign.Left or null => ">",
            });
            var wasImplicit = renderer.ImplicitParagraph;
            renderer.ImplicitParagraph = true;
            renderer.Write((TableCell)row[i]);
            renderer.ImplicitParagraph = wasImplicit;
            renderer.Write("</").Write(tag).Write('>');
        }

        renderer.Write("</tr>");
    }
}
