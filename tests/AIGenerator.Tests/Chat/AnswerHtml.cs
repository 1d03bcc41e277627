using AIGenerator.Chat.Drawing;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace AIGenerator.Tests.Chat;

/// <summary>All that the HTML of an answer may consist of. Whoever adds an element or attribute to the renderer has to add it here.</summary>
internal static class AnswerHtml
{
    private static readonly HashSet<string> Elements =
    [
        "html", "head", "body", "p", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "del", "a", "img", "hr", "br", "table", "thead",
        "tbody", "tr", "th", "td", "div", "span", "figure", "figcaption", "label", "input", "sup",
    ];

    private static readonly HashSet<string> Classes =
    [
        "code-block", "code-head", "code-name", "table-scroll", "center", "right", "task", "footnote", "footnote-ref", "footnote-name", "footnote-text", "callout",
        "callout-title", "callout-note", "callout-tip", "callout-important", "callout-warning", "callout-caution", "math", "math-display", "cite", "bare", "plain", "drawn",
    ];

    public static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    public static void ShouldBeAllowed(string html)
    {
        var strange = Parse(html).All.Select(Strangeness).FirstOrDefault(text => text is not null);
        strange.ShouldBeNull(html.Length > 2_000 ? html[..2_000] : html);
    }

    private static string? Strangeness(IElement element)
    {
        var attribute = element.Attributes.FirstOrDefault(attribute => !IsAllowed(element, attribute));
        return !Elements.Contains(element.LocalName) ? $"<{element.LocalName}>" : attribute is null ? null : $"<{element.LocalName} {attribute.Name}=\"{attribute.Value}\">";
    }

    private static bool IsAllowed(IElement element, IAttr attribute) => (element.LocalName, attribute.Name) switch
    {
        ("code", "class") => attribute.Value.StartsWith("language-", StringComparison.Ordinal) && !attribute.Value.Contains(' ', StringComparison.Ordinal),
        (_, "class") => element.ClassList.All(Classes.Contains),
        ("a", "href") => element.ClassName == "drawn" ? OwnPicture.Read(attribute.Value) is { HasSize: false } : IsAddress(attribute.Value),
        ("a", "target") => attribute.Value == "_blank",
        ("a", "rel") => attribute.Value == "noopener nofollow",
        ("a", "aria-label" or "data-tip") => element.ClassName == "cite",
        ("img", "src") => attribute.Value.EndsWith("?size=2", StringComparison.Ordinal) && OwnPicture.Read(attribute.Value[..^"?size=2".Length]) is { HasSize: false },
        ("img", "width" or "height") => int.TryParse(attribute.Value, out _),
        ("img", "alt" or "loading" or "decoding") => true,
        ("ol", "start") => int.TryParse(attribute.Value, out _),
        ("input", "type") => attribute.Value == "checkbox",
        ("input", "checked" or "disabled") => element.HasAttribute("disabled"),
        ("th", "scope") => attribute.Value == "col",
        ("pre" or "span" or "div", "dir") => attribute.Value == "ltr",
        ("div", "role") => attribute.Value == "note",
        ("sup" or "div", "data-note") => true,
        ("p", "data-word") => element.ClassName == "callout-title",
        ("figure", "data-file") => true,
        _ => false,
    };

    private static bool IsAddress(string address) =>
        address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase);
}
