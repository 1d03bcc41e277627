using System.Diagnostics;
using AngleSharp.Dom;
using AIGenerator.Chat.Markdown;
using static AIGenerator.Tests.Chat.MarkdownBombs;

namespace AIGenerator.Tests.Chat;

/// <summary>Texts made to run, to hide or to hold up the renderer.</summary>
public sealed class HostileMarkdownTests
{
    private const int TimesSlower = 60;
    private const int FewestRounds = 2;
    private const int MostRounds = 8;

    // "[1]" becomes a link with the name of its source, and an empty quote two tags.
    private const int MostTimesLonger = 60;

    // Browsers hang what stands deeper on the 512th level; pages and other tools have less.
    private const int DeepestRead = 120;

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<svg/onload=alert(1)>")]
    [InlineData("<svg><script>alert(1)</script></svg>")]
    [InlineData("<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>")]
    [InlineData("<IMG SRC=javascript:alert(1)>")]
    [InlineData("<iframe srcdoc='<script>alert(1)</script>'></iframe>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](java\tscript:alert(1))")]
    [InlineData("[x](&#106;avascript:alert(1))")]
    [InlineData("[x](\u0001javascript:alert(1))")]
    [InlineData("[x](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("[x](https://a.example \"\\\" onmouseover=alert(1) x=\\\"\")")]
    [InlineData("[x](https://a.example/\"onmouseover=alert(1))")]
    [InlineData("![x\" onerror=\"alert(1)](/api/assets/0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000)")]
    [InlineData("![x](/api/assets/0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000\"onerror=\"alert(1))")]
    [InlineData("![x](/api/assets/0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000&quot;onerror=alert(1))")]
    [InlineData("```\"><script>alert(1)</script>\nx\n```")]
    [InlineData("```js title=\"x.js\"onload=\"alert(1)\"\nx\n```")]
    [InlineData("$</span><script>alert(1)</script>$")]
    [InlineData("$$\n</div><img src=x onerror=alert(1)>\n$$")]
    [InlineData("\\(\\href{javascript:alert(1)}{x}\\)")]
    [InlineData("[^\"onload=alert(1)]: x")]
    [InlineData("[^<b>]")]
    [InlineData("> [!NOTE\"onload=x]\n> x")]
    [InlineData("> <p class=\"callout-title\" data-word=\"note\"></p>")]
    [InlineData("a|b\n-|-\n<td onclick=alert(1)>|x")]
    [InlineData("x {onclick=alert(1) #id .class}")]
    [InlineData("<https://a.example/\"onmouseover=alert(1)>")]
    [InlineData("<x@y.example?body=\"onload>")]
    [InlineData("https://a.example/'\"><script>")]
    [InlineData("[a]: javascript:alert(1)\n[a] [x][a] ![x][a]")]
    [InlineData("- [x\u0000] <b>")]
    [InlineData("\u202Egnp.tpircs\u202C [x](https://a.example/\u202Efdp)")]
    [InlineData("\uD800 lone surrogate \uDC00")]
    public void Nothing_becomes_active(string markdown)
    {
        AnswerHtml.ShouldBeAllowed(ChatMarkdown.Render(markdown));
        AnswerHtml.ShouldBeAllowed(ChatMarkdown.Render($"1. x\n   {markdown.Replace("\n", "\n   ", StringComparison.Ordinal)}\n\n| {markdown} |\n|-|\n"));
    }

    public static TheoryData<string> Bombs => [.. Texts.Keys];

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Nothing_takes_much_longer_than_words(string name)
    {
        var bomb = Texts[name]();
        var words = Repeat("plain words, and some more.\n\n", Longest / 29);
        var html = ChatMarkdown.Render(words);
        var (plain, taken) = (TimeSpan.MaxValue, TimeSpan.MaxValue);

        // The machine has other work, which only ever adds time: the shortest runs are the true ones.
        for (var round = 0; round < FewestRounds || (round < MostRounds && taken >= plain * TimesSlower); round++)
        {
            plain = Shorter(plain, Timed(() => ChatMarkdown.Render(words)));
            taken = Shorter(taken, Timed(() => html = ChatMarkdown.Render(bomb, [new(1, "x", "https://a.example")])));
        }

        taken.ShouldBeLessThan(plain * TimesSlower, $"{name}: {taken.TotalMilliseconds:0} ms against {plain.TotalMilliseconds:0} ms for plain words");
        AnswerHtml.ShouldBeAllowed(html);
    }

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Nothing_makes_a_page_that_outgrows_its_text(string name)
    {
        var bomb = Texts[name]();

        var html = ChatMarkdown.Render(bomb, [new(1, "x", "https://a.example")]);

        html.Length.ShouldBeLessThan(10_000 + (MostTimesLonger * bomb.Length));
        DepthOf(html).ShouldBeLessThan(DeepestRead);
    }

    [Fact]
    public void One_endless_block_ends_as_it_was_written_whatever_pieces_it_comes_in()
    {
        foreach (var text in (string[])["```\n" + Repeat("x y\n", 60_000) + "```\n\n**end**", "**a**\n\n" + Repeat("x y\n", 60_000) + "\n**end**", Repeat("x y ", 60_000)])
        {
            var whole = ChatMarkdown.Render(text);

            foreach (var size in (int[])[9_973, 70_001, 199_999, 400_000])
            {
                var live = new LiveMarkdown();
                var pieces = text.Chunk(size).Select(piece => string.Concat(live.Render(new string(piece), isFinal: false).Finished)).ToList();
                pieces.AddRange(live.Render("", isFinal: true).Finished);
                string.Concat(pieces).ShouldBe(whole);
            }

            whole.Split("<pre class=\"plain\">").Length.ShouldBe(2);
        }
    }

    [Theory]
    [InlineData("some words\n\n", 6_000)]
    [InlineData("long words, written by nobody who reads them\n\n", 4_900)]
    public void What_nobody_reads_to_its_end_ends_as_it_was_written(string paragraph, int times)
    {
        var text = Repeat(paragraph, times) + "**end**";
        var live = new LiveMarkdown();
        var pieces = text.Chunk(70_001).Select(piece => string.Concat(live.Render(new string(piece), isFinal: false).Finished)).ToList();
        pieces.AddRange(live.Render("", isFinal: true).Finished);

        var html = ChatMarkdown.Render(text);

        html.Split("<pre class=\"plain\">").Length.ShouldBe(2);
        html.ShouldEndWith("**end**</pre>\n");
        (html.Split("<p>").Length - 1).ShouldBe(Math.Min(LiveMarkdown.MostBlocks, (LiveMarkdown.MostCharacters + paragraph.Length - 1) / paragraph.Length));
        string.Concat(pieces).ShouldBe(html);
    }

    private static int DepthOf(string html)
    {
        var depths = new Dictionary<IElement, int>();
        foreach (var element in AnswerHtml.Parse(html).All)
        {
            depths[element] = element.ParentElement is { } parent ? depths[parent] + 1 : 0;
        }

        return depths.Values.Max();
    }

    private static TimeSpan Timed(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
