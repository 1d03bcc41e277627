using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace AIGenerator.Chat.Markdown;

/// <summary>A formula on lines of its own. One that never closes ends with the paragraph and is shown as it was written.</summary>
internal sealed class MathBlock(BlockParser parser, string open, string close) : LeafBlock(parser)
{
    public string Open => open;

    public string Close => close;

    public bool IsClosed { get; set; }
}

/// <summary>
/// Finds <c>$$</c> and <c>\[</c> at the start of a line. Found as blocks, because lines of a formula that begin with a minus or an equals sign
/// would otherwise be read as lists and headings.
/// </summary>
internal sealed class MathBlockParser : BlockParser
{
    public MathBlockParser() => OpeningCharacters = ['$', '\\'];

    public override BlockState TryOpen(BlockProcessor processor)
    {
        var line = processor.Line.AsSpan().TrimEnd();
        var close = line.StartsWith("$$") ? "$$" : line.StartsWith("\\[") ? "\\]" : null;
        if (close is null || processor.IsCodeIndent)
        {
            return BlockState.None;
        }

        var inside = line[2..];
        var end = inside.IndexOf(close);
        var isWhole = end >= 0;
        if (isWhole ? end != inside.Length - 2 || !MathSigns.IsFormula(inside[..end]) : !inside.IsWhiteSpace() && !MathSigns.HasSign(inside))
        {
            return BlockState.None;
        }

        processor.NewBlocks.Push(new MathBlock(this, line[..2].ToString(), close)
        {
            Line = processor.LineIndex,
            Column = processor.Column,
            Span = new SourceSpan(processor.Start, processor.Line.End),
            IsClosed = isWhole,
        });
        if (inside.IsWhiteSpace())
        {
            return BlockState.ContinueDiscard;
        }

        processor.Line.Start += 2;
        processor.Line.End = isWhole ? processor.Line.Start + end - 1 : processor.Line.End;
        return isWhole ? BlockState.Break : BlockState.Continue;
    }

    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        var math = (MathBlock)block;
        if (processor.IsBlankLine)
        {
            return BlockState.BreakDiscard;
        }

        var line = processor.Line.AsSpan().TrimEnd();
        math.UpdateSpanEnd(processor.Line.End);
        if (!line.EndsWith(math.Close))
        {
            return BlockState.Continue;
        }

        math.IsClosed = true;
        processor.Line.End = processor.Line.Start + line.Length - 3;
        return line.Length == 2 ? BlockState.BreakDiscard : BlockState.Break;
    }
}

internal sealed class MathBlockRenderer : HtmlObjectRenderer<MathBlock>
{
    protected override void Write(HtmlRenderer renderer, MathBlock math)
    {
        renderer.EnsureLine();
        if (math.IsClosed)
        {
            renderer.Write("<div class=\"math math-display\" dir=\"ltr\">").WriteEscape(math.Lines.ToString().Trim()).Write("</div>").WriteLine();
        }
        else
        {
            renderer.Write("<p>").WriteEscape(math.Open).Write("\n").WriteEscape(math.Lines.ToString()).Write("</p>").WriteLine();
        }
    }
}
