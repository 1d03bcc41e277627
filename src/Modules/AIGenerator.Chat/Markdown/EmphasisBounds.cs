using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax.Inlines;

namespace AIGenerator.Chat.Markdown;

/// <summary>
/// Emphasis and strikethrough, of which a block holds only so much. While it is read, Markdig keeps every sign as the parent of all that follows
/// and walks down all of them for each word, so thousands of them in one block take a time that grows with their square. The signs beyond stay
/// text. In a table each cell counts for itself.
/// </summary>
internal sealed class BoundedEmphasisParser : EmphasisInlineParser
{
    /// <summary>Signs of one block that wait for their end.</summary>
    private const int MostOpen = 500;

    /// <summary>All signs of one block: a thousand bold words without an empty line between them.</summary>
    private const int Most = 2_000;

    private static readonly object Key = new();

    public BoundedEmphasisParser() => EmphasisDescriptors.Add(new EmphasisDescriptor('~', 2, 2, enableWithinWord: true));

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var signs = Signs.Of(processor, Key);
        if (signs is { Open: >= MostOpen } or { All: >= Most } || !base.Match(processor, ref slice))
        {
            return false;
        }

        if (processor.Inline is EmphasisDelimiterInline sign)
        {
            signs.All++;
            signs.Open += !sign.Type.HasFlag(DelimiterType.Close) ? 1 : signs.Open > 0 ? -1 : 0;
        }

        return true;
    }

    /// <summary>Begins to count anew.</summary>
    public static void Forget(InlineProcessor processor) => Signs.Of(processor, Key).Clear();
}
