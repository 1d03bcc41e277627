using AIGenerator.Chat.Markdown;
using FsCheck;
using FsCheck.Fluent;

namespace AIGenerator.Tests.Chat;

public sealed class MarkdownTests
{
    private const int PropertyTests = 800;

    private static readonly Citation[] Sources = [new(1, "A \"title\" <b>", "https://a.example/?q=\"x"), new(2, "b", "javascript:alert(1)")];

    private static readonly string[] Pieces =
    [
        "# Title\n", "para *em* **b** `c`", "\n", "\n\n", "- item\n", "  - nested\n", "1. one\n", "1", ". ", "> quote\n", "```js\nlet a = 1;\n", "```\n", "~~~\n", "    code\n",
        "a | b\n--- | :-:\n1 | 2\n", "| x |\n", "|-|\n", "---\n", "===\n", "[x](https://a.example/\"onload=1)", "[x](javascript:alert(1))", "![i](https://a.example/p.png)",
        "![i](data:text/html,x)", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<javascript:alert(1)>", "https://a.example/?q=<b>", "[r]: javascript:alert(1)\n", "[r]",
        "- [ ] task\n", "~~s~~", "[x] ", "[^1]", "[^1]: note\n", "[^b]:\n", "    more\n", "> [!NOTE]\n", "> [!tip]", "$x$", "$", "$$", "$$\n", "$$ a_1 $$\n", "\\(", "\\)", "\\[", "\\]\n", "\\[x=1\\]\n",
        "- x = 1\n", "## ", "#### d\n", "![i](/api/assets/0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000)", "[1]", "[2](", "\u202e", "\u200b", "&lt;", "\\", "\t", " ", "текст ", "😀", "[", "](", ")", "*", "_", "\r\n", "<https://b.example>", "x@y.example",
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
        ChatMarkdown.Render("```C#\na<b\n```").ShouldBe(
            "<figure class=\"code-block\"><figcaption class=\"code-head\"><span class=\"code-name\">C#</span></figcaption>"
            + "<pre dir=\"ltr\"><code class=\"language-c#\">a&lt;b\n</code></pre></figure>\n");
        ChatMarkdown.Render("a|b\n-|:-:\n1|2").ShouldBe(
            "<div class=\"table-scroll\"><table><thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"center\">b</th></tr></thead><tbody><tr><td>1</td><td class=\"center\">2</td></tr></tbody></table></div>\n");
    }

    [Fact]
    public void A_list_of_sources_written_as_definitions_is_shown() =>
        ChatMarkdown.Render("[1]: https://a.example\n[2]: https://b.example").ShouldBe(
            "<p>[1]: <a class=\"bare\" href=\"https://a.example\" target=\"_blank\" rel=\"noopener nofollow\">https://a.example</a>\n"
            + "[2]: <a class=\"bare\" href=\"https://b.example\" target=\"_blank\" rel=\"noopener nofollow\">https://b.example</a></p>\n");

    [Theory]
    [InlineData("5 *|**6** [x", "<td>5 *</td><td><strong>6</strong> [x</td>")]
    [InlineData("*5|6*", "<td>*5</td><td>6*</td>")]
    [InlineData("[5|6](https://a.example)", "<td>[5</td><td>6](<a class=\"bare\" href=\"https://a.example\" target=\"_blank\" rel=\"noopener nofollow\">https://a.example</a>)</td>")]
    [InlineData("~~5~~ *a **b*** c|[6](https://a.example)", "<td><del>5</del> <em>a <strong>b</strong></em> c</td><td><a href=\"https://a.example\" target=\"_blank\" rel=\"noopener nofollow\">6</a></td>")]
    public void What_a_cell_opens_ends_with_it(string row, string cells) =>
        ChatMarkdown.Render($"a|b\n-|-\n{row}\n").ShouldContain($"<tbody><tr>{cells}</tr></tbody>");

    [Fact]
    public void A_paragraph_of_many_bold_words_keeps_them()
    {
        var html = ChatMarkdown.Render(string.Concat(Enumerable.Repeat("**a** b\n", 5_000)));

        html.Split("<strong>").Length.ShouldBe(1_001);
        html.ShouldEndWith("**a** b</p>\n");
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
        var html = ChatMarkdown.Render(text, Sources);
        AnswerHtml.ShouldBeAllowed(html);

        var live = new LiveMarkdown(Sources);
        var blocks = new List<string>();
        for (int at = 0, i = 0; at < text.Length; i++)
        {
            var length = Math.Min(sizes.Length == 0 ? 1 : sizes[i % sizes.Length], text.Length - at);
            var markup = live.Render(text.Substring(at, length), isFinal: false);
            AnswerHtml.ShouldBeAllowed(markup.Tail);
            blocks.AddRange(markup.Finished);
            at += length;
        }

        blocks.AddRange(live.Render("", isFinal: true).Finished);
        return string.Concat(blocks) == html;
    }
}
