using AIGenerator.Chat.Markdown;

namespace AIGenerator.Tests.Chat;

public sealed class FormulaTests
{
    [Theory]
    [InlineData("It costs $5 and $10.")]
    [InlineData("Between $5–$10 each")]
    [InlineData("I have $20, you have 30$.")]
    [InlineData("from $5 or 6$ a day")]
    [InlineData("US$5 and CA$6")]
    [InlineData("5$ або 10$")]
    [InlineData("$HOME/$USER and $PATH")]
    [InlineData("$1,000.50 to $2,000")]
    [InlineData("a $ b $ c")]
    [InlineData("`$x$` is code")]
    [InlineData("\\(see below\\)")]
    [InlineData("\\[citation needed\\]")]
    [InlineData("$$ is the process id")]
    [InlineData("\\$x\\$")]
    [InlineData("$x\ny$")]
    public void Prices_and_words_are_no_formulas(string markdown) => Formulas(markdown).ShouldBeEmpty();

    [Theory]
    [InlineData("the $n$-th and $x$.", "n", "x")]
    [InlineData("the $n$th", "n")]
    [InlineData("$5x^2$ costs $5", "5x^2")]
    [InlineData("$a < b$, so", "a < b")]
    [InlineData("($x_1$)", "x_1")]
    [InlineData("$\\$5$", "\\$5")]
    [InlineData("\\(a\\) and \\( b+c \\)", "a", "b+c")]
    [InlineData("**$a_1$** | _x_ $b_2$", "a_1", "b_2")]
    [InlineData("- $$x = 1$$", "x = 1")]
    [InlineData("so $$x = 1$$ holds", "x = 1")]
    [InlineData("so \\[x = 1\\] holds", "x = 1")]
    public void Formulas_are_found_in_text(string markdown, params string[] tex) => Formulas(markdown).ShouldBe(tex);

    [Theory]
    [InlineData("So\n$$\na\n- b\n= c\n$$\nholds", "a\n- b\n= c")]
    [InlineData("\\[\n\\begin{aligned}\na &= b \\\\[2pt]\n\\end{aligned}\n\\]", "\\begin{aligned}\na &= b \\\\[2pt]\n\\end{aligned}")]
    [InlineData("$$ \\frac{1}{2}\n+ x $$\n", "\\frac{1}{2}\n+ x")]
    [InlineData("1. first\n   $$\n   x\n   $$\n", "x")]
    [InlineData("$$x$$", "x")]
    [InlineData("> \\[ x \\]", "x")]
    public void Formulas_on_lines_of_their_own_are_blocks(string markdown, string tex)
    {
        var page = AnswerHtml.Parse(ChatMarkdown.Render(markdown));

        page.QuerySelectorAll("div.math.math-display").ShouldHaveSingleItem().TextContent.ShouldBe(tex);
        page.QuerySelector("h3").ShouldBeNull();
    }

    [Fact]
    public void A_formula_that_never_closes_ends_with_its_paragraph()
    {
        var page = AnswerHtml.Parse(ChatMarkdown.Render("$$\nx = <b>\n\n**After**\n"));

        page.QuerySelector(".math").ShouldBeNull();
        page.QuerySelector("p")!.TextContent.ShouldBe("$$\nx = <b>");
        page.QuerySelector("strong")!.TextContent.ShouldBe("After");
    }

    [Fact]
    public void A_bar_in_a_formula_does_not_cut_a_table_cell() =>
        AnswerHtml.Parse(ChatMarkdown.Render("a | b\n--|--\n$|x|$ | $y$\n")).QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()).ShouldBe(["|x|", "y"]);

    private static IEnumerable<string> Formulas(string markdown)
    {
        var html = ChatMarkdown.Render(markdown);
        AnswerHtml.ShouldBeAllowed(html);
        return AnswerHtml.Parse(html).QuerySelectorAll(".math").Select(math => math.TextContent);
    }
}
