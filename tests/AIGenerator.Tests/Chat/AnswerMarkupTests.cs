using AIGenerator.Chat.Markdown;
using AngleSharp.Dom;

namespace AIGenerator.Tests.Chat;

public sealed class AnswerMarkupTests
{
    [Theory]
    [InlineData("## A\n\n#### B\n\n# C\n\n## D\n", "h3 h4 h3 h4")]
    [InlineData("# A\n\n## B\n\n### C\n\n#### D\n\n##### E\n\n## F\n", "h3 h4 h5 h6 h6 h4")]
    [InlineData("A\n===\n\n> # B\n\n### C\n", "h3 h3 h4")]
    public void Headings_go_below_those_of_the_page_without_gaps(string markdown, string levels) =>
        string.Join(' ', Parse(markdown).QuerySelectorAll("h1,h2,h3,h4,h5,h6").Select(heading => heading.LocalName)).ShouldBe(levels);

    [Fact]
    public void A_heading_in_the_tail_does_not_count_twice()
    {
        var live = new LiveMarkdown();
        live.Render("# A\n\n## B", isFinal: false).Tail.ShouldContain("<h4>B</h4>");
        live.Render("\n", isFinal: false).Tail.ShouldContain("<h4>B</h4>");

        string.Concat(live.Render("\n## C\n", isFinal: true).Finished).ShouldBe("<h4>B</h4>\n<h4>C</h4>\n");
    }

    [Fact]
    public void A_task_is_named_by_its_text()
    {
        var page = Parse("- [x] done\n- [ ] open\n- [x](https://a.example)\n- see [x] here\n");

        page.QuerySelectorAll("li.task > label > input[type=checkbox][disabled]").Length.ShouldBe(2);
        page.QuerySelectorAll("li.task input[checked]").Length.ShouldBe(1);
        page.QuerySelector("li.task label")!.TextContent.Trim().ShouldBe("done");
        page.QuerySelectorAll("li")[3].TextContent.ShouldBe("see [x] here");
    }

    [Fact]
    public void A_footnote_stands_where_it_was_written_and_carries_no_id()
    {
        var page = Parse("Text.[^1] More.[^b-2] Not [^ this] and [^1](https://a.example).\n\n[^1]: The note with `code`.\n    And more.\n\n    Still it.\n[^b-2]: Another\n\nAfter.\n");

        page.QuerySelectorAll("sup.footnote-ref").Select(reference => reference.GetAttribute("data-note")).ShouldBe(["1", "b-2"]);
        page.QuerySelectorAll(".footnote").Select(note => note.GetAttribute("data-note")).ShouldBe(["1", "b-2"]);
        page.QuerySelectorAll(".footnote")[0].QuerySelectorAll("p").Length.ShouldBe(2);
        page.QuerySelector(".footnote code")!.TextContent.ShouldBe("code");
        page.Body!.LastElementChild!.TextContent.ShouldBe("After.");
    }

    [Fact]
    public void A_footnote_does_not_change_the_blocks_before_it()
    {
        var live = new LiveMarkdown();
        var first = live.Render("Text.[^1]\n\nSecond.\n", isFinal: false).Finished;
        var rest = live.Render("\n[^1]: note\n\n[^2]: note\n", isFinal: true).Finished;

        first.Count.ShouldBe(1);
        rest.Count.ShouldBe(3);
    }

    [Fact]
    public void A_line_after_a_footnote_does_not_reach_into_it()
    {
        var page = Parse("[^1]: note\nafter\n\n[^b]:\n    more\n===\n");

        page.QuerySelectorAll("h3").ShouldBeEmpty();
        page.QuerySelectorAll("body > p").Select(paragraph => paragraph.TextContent).ShouldBe(["after", "==="]);
    }

    [Theory]
    [InlineData("> [!NOTE]\n> Text", "note")]
    [InlineData("> [!Warning]  \n> Text", "warning")]
    [InlineData("> [!tip]\n>\n> Text", "tip")]
    public void An_alert_has_a_place_for_its_word(string markdown, string kind)
    {
        var callout = Parse(markdown).QuerySelector($".callout.callout-{kind}")!;

        callout.FirstElementChild!.GetAttribute("data-word").ShouldBe(kind);
        callout.QuerySelectorAll("p:not(.callout-title)").Select(paragraph => paragraph.TextContent).ShouldBe(["Text"]);
    }

    [Theory]
    [InlineData("> [!NOTE] more\n> Text")]
    [InlineData("> [!DANGER]\n> Text")]
    [InlineData("> Text\n> [!NOTE]")]
    [InlineData("[!NOTE]\nText")]
    public void Other_quotes_are_no_alerts(string markdown)
    {
        var page = Parse(markdown);

        page.QuerySelector(".callout").ShouldBeNull();
        page.Body!.TextContent.ShouldContain("[!");
    }

    [Theory]
    [InlineData("```ts src/app.ts\nx\n```", "ts", "TypeScript", "app.ts")]
    [InlineData("```ts:src/app.ts\nx\n```", "ts", "TypeScript", "app.ts")]
    [InlineData("```python title=\"main.py\"\nx\n```", "python", "Python", "main.py")]
    [InlineData("```c++\nx\n```", "c++", "C++", null)]
    [InlineData("```made-up\nx\n```", "made-up", "made-up", null)]
    [InlineData("```\nx\n```", null, "", null)]
    [InlineData("```\"onload=x\nx\n```", "onload", "onload", null)]
    [InlineData("    x", null, "", null)]
    public void Code_names_language_and_file(string markdown, string? language, string name, string? file)
    {
        var block = Parse(markdown).QuerySelector("figure.code-block")!;

        block.QuerySelector("code")!.GetAttribute("class").ShouldBe(language is null ? null : $"language-{language}");
        block.QuerySelector(".code-name")!.TextContent.ShouldBe(name);
        block.GetAttribute("data-file").ShouldBe(file);
    }

    [Theory]
    [InlineData("![a *cat*](/api/assets/0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000)", "<p><a class=\"drawn\" href=\"/api/assets/0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000\" target=\"_blank\"><img src=\"/api/assets/0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000?size=2\" alt=\"a cat\" loading=\"lazy\" decoding=\"async\"></a></p>\n")]
    [InlineData("![\" onload=\"x](/api/assets/0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000#640x480)", "<p><a class=\"drawn\" href=\"/api/assets/0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000\" target=\"_blank\"><img src=\"/api/assets/0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000?size=2\" width=\"640\" height=\"480\" alt=\"&quot; onload=&quot;x\" loading=\"lazy\" decoding=\"async\"></a></p>\n")]
    [InlineData("![x](/api/assets/0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000#640x0)", "<p>x</p>\n")]
    [InlineData("![x](/api/assets/0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000?download=true)", "<p>x</p>\n")]
    [InlineData("![x](/api/assets/0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000/../../chat)", "<p>x</p>\n")]
    [InlineData("![x](//evil.example/api/assets/0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000)", "<p>x</p>\n")]
    [InlineData("![x](/api/x)", "<p>x</p>\n")]
    [InlineData("[x](/api/assets/0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000)", "<p>x</p>\n")]
    public void Only_pictures_of_our_own_store_are_shown(string markdown, string html) => ChatMarkdown.Render(markdown).ShouldBe(html);

    [Fact]
    public void A_number_in_brackets_is_a_source_where_there_is_one()
    {
        Citation[] sources = [new(1, "Title", "https://www.a.example/x"), new(2, "Bad", "javascript:alert(1)")];
        var page = AnswerHtml.Parse(ChatMarkdown.Render("A [1][2][3] and [1](https://b.example) and `[1]`.", sources));

        var cite = page.QuerySelectorAll("a.cite").ShouldHaveSingleItem();
        cite.GetAttribute("href").ShouldBe("https://www.a.example/x");
        cite.GetAttribute("aria-label").ShouldBe("1: Title (a.example)");
        page.Body!.TextContent.ShouldContain("1[2][3]");
        ChatMarkdown.Render("[1]").ShouldBe("<p>[1]</p>\n");
    }

    [Fact]
    public void Characters_that_turn_text_around_are_taken_out()
    {
        ChatMarkdown.Render("a\u202Eb\u2066c\u200Ed").ShouldBe("<p>abc\u200Ed</p>\n");
        ChatMarkdown.Render("[x](https://a.example/\u200Bb)").ShouldNotContain("href");
    }

    private static IDocument Parse(string markdown)
    {
        var html = ChatMarkdown.Render(markdown);
        AnswerHtml.ShouldBeAllowed(html);
        return AnswerHtml.Parse(html);
    }
}
