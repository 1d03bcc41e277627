using Markdig.Extensions.Tables;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AIGenerator.Chat.Markdown;

/// <summary>
/// Tables in a time and a size that grow with the text. Every row gets as many cells as the widest, so that one row of a thousand bars above
/// thousands of short ones would make millions of empty cells: such a text keeps its bars. And whatever a cell opens ends with it; Markdig
/// would otherwise lift each later bar out of all that is still open.
/// </summary>
internal sealed class BoundedTableParser(LineBreakInlineParser lineBreaks) : PipeTableParser(lineBreaks)
{
    private const long FewCells = 10_000;
    private static readonly object Key = new();
    private static readonly object Yes = new();
    private static readonly object No = new();

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (processor.Block is not ParagraphBlock block)
        {
            return false;
        }

        if (block.GetData(Key) is not { } may)
        {
            may = MayBeTable(slice.Text.AsSpan(0, slice.End + 1)) ? Yes : No;
            block.SetData(Key, may);
        }

        if (may == No)
        {
            return false;
        }

        if (slice.CurrentChar == '|' || (slice.CurrentChar is '\n' or '\r' && processor.ParserStates[Index] is not null))
        {
            EndCell(processor);
        }

        return base.Match(processor, ref slice);
    }

    /// <summary>There is a line of dashes below another one, and the empty cells do not outnumber the written ones by far.</summary>
    private static bool MayBeTable(ReadOnlySpan<char> text)
    {
        long rows = 0, bars = 0, widest = 0;
        var isDivided = false;
        foreach (var line in text.EnumerateLines())
        {
            var here = line.Count('|');
            isDivided |= rows > 0 && line.Contains('-') && line.IndexOfAnyExcept("|-: \t") < 0;
            rows++;
            bars += here;
            widest = Math.Max(widest, here + 1);
        }

        return isDivided && rows * widest <= FewCells + (3 * bars);
    }

    /// <summary>Pairs the signs of emphasis that stand in the cell; what is still open then, is text.</summary>
    private static void EndCell(InlineProcessor processor)
    {
        if (processor.Root is not { LastChild: { } last } root)
        {
            return;
        }

        while (root.LastChild is DelimiterInline { IsClosed: false } open)
        {
            if (open is EmphasisDelimiterInline)
            {
                processor.PostProcessInlines(0, open, null, isFinalProcessing: false);
            }
            else
            {
                open.ReplaceBy(new LiteralInline(open.ToLiteral()) { Span = open.Span, Line = open.Line, Column = open.Column, IsClosed = true });
            }
        }

        last = root.LastChild!;
        last.IsClosed = true;
        processor.Inline = last;
        BoundedEmphasisParser.Forget(processor);
        BoundedLinkParser.Forget(processor);
    }
}
