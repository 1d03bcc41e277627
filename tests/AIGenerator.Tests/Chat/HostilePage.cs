using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace AIGenerator.Tests.Chat;

/// <summary>What holds for every page of ours, whatever stands in its texts.</summary>
internal static class HostilePage
{
    private static readonly HashSet<string> Addresses = ["href", "src", "action", "formaction", "data", "poster", "ping", "srcset", "cite", "background", "manifest", "xlink:href"];
    private static readonly HashSet<string> Never = ["iframe", "frame", "frameset", "object", "embed", "applet", "base", "math", "marquee", "animate", "set", "foreignobject", "plaintext", "xmp"];

    /// <summary>Parses it, and fails where something in it could act or is not of our making.</summary>
    public static IDocument ShouldBeInert(string html)
    {
        var page = new HtmlParser(new HtmlParserOptions { IsScripting = true }).ParseDocument(html);
        page.All.Select(Strangeness).FirstOrDefault(text => text is not null).ShouldBeNull(html.Length > 3_000 ? html[..3_000] : html);
        foreach (var prose in page.QuerySelectorAll(".prose > .blocks, .prose > .tail, answer-prose"))
        {
            AnswerHtml.ShouldBeAllowed(prose.InnerHtml);
        }

        foreach (var template in page.QuerySelectorAll("template"))
        {
            ShouldBeInert(template.InnerHtml);
        }

        return page;
    }

    /// <summary>The elements of the content that are ours, in their order: a text that breaks out of its place adds to them or takes some away.</summary>
    public static string Skeleton(IDocument page) =>
        string.Join(' ', page.QuerySelectorAll("main *").Where(element => element.Closest(".blocks, answer-prose") is null).Select(element => element.LocalName));

    private static string? Strangeness(IElement element)
    {
        if (Never.Contains(element.LocalName) || element.LocalName.Contains(HostileTexts.Mark, StringComparison.OrdinalIgnoreCase))
        {
            return $"<{element.LocalName}>";
        }

        var attribute = element.Attributes.FirstOrDefault(attribute => !IsHarmless(element, attribute));
        if (attribute is not null)
        {
            return $"<{element.LocalName} {attribute.Name}=\"{attribute.Value}\">";
        }

        return element.LocalName is "script" or "style" && !IsOurs(element) ? element.OuterHtml : null;
    }

    private static bool IsHarmless(IElement element, IAttr attribute)
    {
        var name = attribute.Name.ToLowerInvariant();
        return !name.StartsWith("on", StringComparison.Ordinal) && name is not ("style" or "srcdoc") && !name.Contains(HostileTexts.Mark, StringComparison.Ordinal)
            && !(name is "class" or "id" && attribute.Value.Contains(HostileTexts.Mark, StringComparison.OrdinalIgnoreCase))
            && (!Addresses.Contains(name) || IsAddress(attribute.Value))
            && !(element.LocalName == "meta" && name == "http-equiv" && attribute.Value.Equals("refresh", StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsAddress(string address) =>
        address.Length == 0 || address[0] is '#' or '?'
        || (address[0] == '/' && !address.StartsWith("//", StringComparison.Ordinal) && !address.StartsWith("/\\", StringComparison.Ordinal))
        || address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Data that parses as such, or a script of our own folder, or words without the mark.</summary>
    private static bool IsOurs(IElement element)
    {
        if (element.GetAttribute("type") is { } type && type.Contains("json", StringComparison.Ordinal))
        {
            using var parsed = JsonDocument.Parse(element.TextContent);
            return true;
        }

        return !element.TextContent.Contains(HostileTexts.Mark, StringComparison.OrdinalIgnoreCase);
    }
}
