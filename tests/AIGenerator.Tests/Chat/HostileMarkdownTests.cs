using System.Diagnostics;
using AIGenerator.Chat.Markdown;

namespace AIGenerator.Tests.Chat;

/// <summary>Texts made to run, to hide or to hold up the renderer.</summary>
public sealed class HostileMarkdownTests
{
    // A model's longest answers. Plain words of this length take some milliseconds.
    private const int Longest = 200_000;
    private const int TimesSlower = 60;
    private const int FewestRounds = 2;
    private const int MostRounds = 8;

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
    [InlineData("![x\" onerror=\"alert(1)](/media/x.png)")]
    [InlineData("![x](/media/x.png\"onerror=\"alert(1))")]
    [InlineData("![x](/media/&quot;onerror=alert(1))")]
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

    public static TheoryData<string> Bombs => [.. BombTexts.Keys];

    private static readonly Dictionary<string, Func<string>> BombTexts = new()
    {
        ["nested quotes"] = () => new string('>', 10_000) + "x",
        ["nested quotes on many lines"] = () => string.Concat(Enumerable.Range(1, 400).Select(depth => new string('>', depth) + " x\n")),
        ["nested lists"] = () => string.Concat(Enumerable.Range(0, 400).Select(depth => new string(' ', depth * 2) + "- x\n")),
        ["list markers on one line"] = () => Repeat("- ", 10_000),
        ["footnote definitions"] = () => string.Concat(Enumerable.Range(0, 10_000).Select(n => $"[^{n}]: note\n")),
        ["footnote references"] = () => string.Concat(Enumerable.Range(0, 10_000).Select(n => $"[^{n}] ")),
        ["table cells"] = () => "a|b\n-|-\n" + Repeat("x|y\n", 5_000),
        ["table columns"] = () => Repeat("x|", 5_000) + "\n" + Repeat("-|", 5_000) + "\n" + Repeat("y|", 5_000) + "\n",
        ["bars without a table"] = () => Repeat("|", 10_000),
        ["open dollars"] = () => Repeat("$a ", Longest / 3),
        ["dollar pairs"] = () => Repeat("$$a ", Longest / 4),
        ["open round formulas"] = () => Repeat("\\(", Longest / 2),
        ["open square formulas"] = () => Repeat("\\[ ", Longest / 3),
        ["formula lines"] = () => Repeat("$$\n", Longest / 3),
        ["formulas"] = () => Repeat("$x^2$ ", Longest / 6),
        ["open brackets"] = () => Repeat("[", 20_000),
        ["open pictures"] = () => Repeat("![", 20_000),
        ["open links"] = () => Repeat("[a](", 20_000),
        ["open links with titles"] = () => Repeat("[a](b (", 20_000) + Repeat("[a](b \"", 20_001) + Repeat("[a](<b", 20_000),
        ["links in a long address"] = () => Repeat("[a](" + new string('(', 900) + ")", 200),
        ["open angles"] = () => Repeat("<a", Longest / 2),
        ["stars"] = () => Repeat("*a **a ", 10_000),
        ["backticks"] = () => string.Concat(Enumerable.Range(1, 600).Select(length => new string('`', length) + " ")),
        ["alerts"] = () => Repeat("> [!NOTE]\n\n", 10_000),
        ["alert in one quote"] = () => Repeat("> [!NOTE]\n", 10_000),
        ["tasks"] = () => Repeat("- [ ] x\n", 10_000),
        ["citations"] = () => Repeat("[1]", 20_000),
        ["headings"] = () => Repeat("# x\n", 10_000),
        ["underlined headings"] = () => Repeat("a\n-\n", 2 * Longest / 4),
        ["one word"] = () => new string('a', Longest),
        ["one line of words"] = () => Repeat("word ", Longest / 5),
        ["code that never ends"] = () => "```js\n" + Repeat("let a = 1;\n", Longest / 11),
        ["entities"] = () => Repeat("&amp;", Longest / 5),
        ["addresses"] = () => Repeat("https://a.example/ ", Longest / 19),
        ["direction marks"] = () => Repeat("\u202E\u200B\u2066a", Longest / 4),
        ["backslashes"] = () => Repeat("\\", Longest),
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Nothing_takes_much_longer_than_words(string name)
    {
        var bomb = BombTexts[name]();
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

    private static TimeSpan Timed(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
