using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace AIGenerator.Chat.Markdown;

/// <summary>
/// Takes away <c>[text][name]</c> links, whose target may stand blocks away: a finished block must not change with what comes later.
/// Runs before the first link of a text is looked at.
/// </summary>
internal sealed class NoReferences : InlineParser
{
    public NoReferences() => OpeningCharacters = ['[', '!'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        processor.Document.GetLinkReferenceDefinitions(addGroup: false)?.Links.Clear();
        return false;
    }
}
