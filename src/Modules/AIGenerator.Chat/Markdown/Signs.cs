using Markdig.Parsers;

namespace AIGenerator.Chat.Markdown;

/// <summary>How many signs of a kind a block has held so far.</summary>
internal sealed class Signs
{
    public int All { get; set; }

    public int Open { get; set; }

    public void Clear() => (All, Open) = (0, 0);

    public static Signs Of(InlineProcessor processor, object key)
    {
        if (processor.Block?.GetData(key) is Signs known)
        {
            return known;
        }

        var signs = new Signs();
        processor.Block?.SetData(key, signs);
        return signs;
    }
}
