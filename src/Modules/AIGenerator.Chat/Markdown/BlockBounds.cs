using Markdig.Parsers;
using Markdig.Syntax;

namespace AIGenerator.Chat.Markdown;

/// <summary>How deep blocks may stand in each other. What would go deeper is read as words: nobody sees that many margins.</summary>
internal static class Depth
{
    /// <summary>Quotes and notes count once, lists twice: themselves and their item.</summary>
    public const int Deepest = 40;

    public static bool IsReached(BlockProcessor processor)
    {
        var depth = 0;
        for (var container = processor.CurrentContainer; container is not null && depth < Deepest; container = container.Parent)
        {
            depth++;
        }

        return depth >= Deepest;
    }
}

internal sealed class BoundedQuoteParser : QuoteBlockParser
{
    public override BlockState TryOpen(BlockProcessor processor) => Depth.IsReached(processor) ? BlockState.None : base.TryOpen(processor);
}

internal sealed class BoundedListParser : ListBlockParser
{
    public override BlockState TryOpen(BlockProcessor processor) => Depth.IsReached(processor) ? BlockState.None : base.TryOpen(processor);
}

/// <summary>
/// Paragraphs in which no definition of a link is looked for: the links that would use it may stand blocks away (see <see cref="NoReferences"/>),
/// and a list of sources written that way would vanish. Markdig copies all lines that are left for each definition, too.
/// </summary>
internal sealed class PlainParagraphParser : ParagraphBlockParser
{
    private const int LongestHeading = 200;

    /// <summary>A line under it makes a heading of a paragraph, but not of what looks like a definition.</summary>
    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        if (processor.IsBlankLine || block is not ParagraphBlock paragraph || !(IsDefinition(paragraph) || paragraph.Lines.Count > LongestHeading))
        {
            return base.TryContinue(processor, block);
        }

        block.UpdateSpanEnd(processor.Line.End);
        return BlockState.Continue;
    }

    public override bool Close(BlockProcessor processor, Block block)
    {
        if (block is not ParagraphBlock { Lines.Count: > 0 } paragraph)
        {
            return block is not ParagraphBlock;
        }

        for (var i = 0; i < paragraph.Lines.Count; i++)
        {
            paragraph.Lines.Lines[i].Slice.TrimStart();
        }

        paragraph.Lines.Lines[paragraph.Lines.Count - 1].Slice.TrimEnd();
        return true;
    }

    private static bool IsDefinition(ParagraphBlock paragraph)
    {
        var line = paragraph.Lines.Count > 0 ? paragraph.Lines.Lines[0].Slice.AsSpan().TrimStart() : default;
        return line.Length > 0 && line[0] == '[' && line.IndexOf("]:") is > 0 and < 1_000;
    }
}
