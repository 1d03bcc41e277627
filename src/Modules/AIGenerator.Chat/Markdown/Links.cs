using System.Globalization;
using AIGenerator.Chat.Drawing;
using Markdig.Extensions.AutoLinks;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace AIGenerator.Chat.Markdown;

/// <summary>Links, pictures of our own store, and all other pictures as links: the policy of our pages loads nothing from other sites.</summary>
internal sealed class SafeLinkRenderer : HtmlObjectRenderer<LinkInline>
{
    protected override void Write(HtmlRenderer renderer, LinkInline link)
    {
        var address = link.GetDynamicUrl?.Invoke() ?? link.Url;
        if (link.IsImage && renderer.EnableHtmlForInline && OwnPicture.Read(address) is { } picture)
        {
            WritePicture(renderer, link, picture);
            return;
        }

        if (!SafeAddress.Allows(address) || !renderer.EnableHtmlForInline)
        {
            renderer.WriteChildren(link);
            return;
        }

        SafeAddress.Open(renderer, address!, link.IsAutoLink);
        if (link.FirstChild is null)
        {
            renderer.WriteEscape(link.IsImage ? address! : "");
        }
        else
        {
            WriteText(renderer, link);
        }

        renderer.Write("</a>");
    }

    // Of our own store alone: nothing else on our site, and nobody else's server, is asked because a model wrote so.
    private static void WritePicture(HtmlRenderer renderer, LinkInline link, OwnPicture picture)
    {
        renderer.Write("<a class=\"drawn\"").Write(picture.LinkMarkup).Write("><img ").Write(picture.SourceMarkup);
        if (picture.HasSize)
        {
            renderer.Write(string.Create(CultureInfo.InvariantCulture, $" width=\"{picture.Width}\" height=\"{picture.Height}\""));
        }

        renderer.Write(" alt=\"");
        WriteText(renderer, link);
        renderer.Write("\" loading=\"lazy\" decoding=\"async\"></a>");
    }

    /// <summary>Inside a link and in a picture's description only text: a link in a link is no HTML.</summary>
    private static void WriteText(HtmlRenderer renderer, LinkInline link)
    {
        renderer.EnableHtmlForInline = false;
        renderer.WriteChildren(link);
        renderer.EnableHtmlForInline = true;
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

        SafeAddress.Open(renderer, address, isBare: true);
        renderer.WriteEscape(link.Url).Write("</a>");
    }
}

/// <summary>
/// Lets the parser of links look no further than the longest address that we allow. Otherwise each of many unfinished links would be searched
/// for its end through all of the text. For the same reason only so many brackets wait for their end, and none that closes looks for an opening
/// one where there is none.
/// </summary>
internal sealed class BoundedLinkParser : LinkInlineParser
{
    private const int Furthest = SafeAddress.Longest + 100;
    private const int MostOpen = 500;
    private static readonly object Key = new();

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var signs = Signs.Of(processor, Key);
        var isClosing = slice.CurrentChar == ']';
        if (isClosing ? signs.Open == 0 : signs.Open >= MostOpen)
        {
            return false;
        }

        var end = slice.End;
        slice.End = isClosing ? Math.Min(end, slice.Start + Furthest) : end;
        var isLink = base.Match(processor, ref slice);
        slice.End = end;
        signs.Open += isClosing ? -1 : isLink ? 1 : 0;
        return isLink;
    }

    /// <summary>Begins to count anew.</summary>
    public static void Forget(InlineProcessor processor) => Signs.Of(processor, Key).Clear();
}

/// <summary>
/// Makes links of bare addresses, but not of thousands in one paragraph: for each, Markdig looks back over everything before it. The rest stays text.
/// </summary>
internal sealed class BoundedAddressParser() : AutoLinkParser(new AutoLinkOptions { OpenInNewWindow = false })
{
    private const int Most = 500;
    private static readonly object Count = new();

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var count = processor.Block?.GetData(Count) as int? ?? 0;
        if (count >= Most || !base.Match(processor, ref slice))
        {
            return false;
        }

        processor.Block?.SetData(Count, count + 1);
        return true;
    }
}
