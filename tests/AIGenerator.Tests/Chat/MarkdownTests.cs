using AIGenerator.Chat.Markdown;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using FsCheck;
using FsCheck.Fluent;

namespace AIGenerator.Tests.Chat;

public sealed class MarkdownTests
{
    private const int PropertyTests = 800;

    private static readonly string[] Pieces =
    [
        "# Title\n", "para *em* **b** `c`", "\n", "\n\n", "- item\n", "  - nested\n", "1. one\n", "1", ". ", "> quote\n", "```js\nlet a = 1;\n", "```\n", "~~~\n", "    code\n",
        "a | b\n--- | :-:\n1 | 2\n", "| x |\n", "|-|\n", "---\n", "===\n", "[x](https://a.example/\"onload=1)", "[x](javascript:alert(1))", "![i](https://a.example/p.png)",
        "![i](data:text/html,x)", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<javascript:alert(1)>", "https://a.example/?q=<b>", "[r]: javascript:alert(1)\n", "[r]",
        "- [ ] task\n", "~~s~~", "&lt;", "\\", "\t", " ", "текст ", "😀", "[", "](", ")", "*", "_", "\r\n", "<https://b.example>", "x@y.example",
    ];

    [Theory]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](data:text/html;base64,AAAA)")]
    [InlineData("[x](vbscript:x)")]
    [InlineData("[x](/api/chat)")]
    [InlineData("[x](//evil.example)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("![x](javascript:alert(1))")]
    public void A_link_outside_the_allow_list_stays_text(string markdown) => ChatMarkdown.Render(markdown).ShouldNotContain("href");

    [Fact]
    public void A_picture_becomes_a_link()
    {
        var html = ChatMarkdown.Render("![cat](https://a.example/cat.png)");

        html.ShouldBe("<p><a href=\"https://a.example/cat.png\" target=\"_blank\" rel=\"noopener nofollow\">cat</a></p>\n");
    }

    [Fact]
    public void Code_names_its_language_and_a_table_has_no_style()
    {
        ChatMarkdown.Render("```C#\na<b\n```").ShouldBe("<pre><code class=\"language-c#\">a&lt;b\n</code></pre>\n");
        ChatMarkdown.Render("a|b\n-|:-:\n1|2").ShouldBe(
            "<div class=\"table-scroll\"><table><thead><tr><th>a</th><th class=\"center\">b</th></tr></thead><tbody><tr><td>1</td><td class=\"center\">2</td></tr></tbody></table></div>\n");
    }

    [Fact]
    public void Absurd_nesting_is_shown_as_it_is() => ChatMarkdown.Render(new string('>', 20_000) + "x").ShouldStartWith("<");

    [Fact]
    public void Nothing_that_a_model_says_becomes_active_and_live_blocks_equal_the_history()
    {
        var texts = Gen.Elements(Pieces).ListOf().Select(pieces => string.Concat(pieces));
        var cuts = Gen.Choose(1, 9).ListOf();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(PropertyTests), Prop.ForAll(Arb.From(texts), Arb.From(cuts), (text, sizes) => Holds(text, [.. sizes])));
    }

    private static bool Holds(string text, int[] sizes)
    {
        var html = ChatMarkdown.Render(text);
        IsHarmless(html).ShouldBeTrue(html);

        var live = new LiveMarkdown();
        var blocks = new List<string>();
        for (int at = 0, i = 0; at < text.Length; i++)
        {
            var length = Math.Min(sizes.Length == 0 ? 1 : sizes[i % sizes.Length], text.Length - at);
            var markup = live.Render(text.Substring(at, length), isFinal: false);
            IsHarmless(markup.Tail).ShouldBeTrue(markup.Tail);
            blocks.AddRange(markup.Finished);
            at += length;
        }

        blocks.AddRange(live.Render("", isFinal: true).Finished);
        return string.Concat(blocks) == html;
    }

    private static bool IsHarmless(string html)
    {
        var document = new HtmlParser().ParseDocument(html);
        return document.All.All(element =>
            element.LocalName is not ("script" or "iframe" or "img" or "style" or "object" or "embed" or "form" or "svg" or "link" or "base" or "meta")
            && element.Attributes.All(attribute => IsHarmless(element, attribute)));
    }

    private static bool IsHarmless(IElement element, IAttr attribute) => attribute.Name switch
    {
        "href" => attribute.Value.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || attribute.Value.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || attribute.Value.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase),
        "class" or "target" or "rel" or "start" or "type" => true,
        "checked" or "disabled" => element.LocalName == "input",
        _ => false,
    };
}
