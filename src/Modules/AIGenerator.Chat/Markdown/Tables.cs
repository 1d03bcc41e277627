using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace AIGenerator.Chat.Markdown;

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
            renderer.Write('<').Write(tag).Write(row.IsHeader ? " scope=\"col\"" : "").Write(align switch
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
