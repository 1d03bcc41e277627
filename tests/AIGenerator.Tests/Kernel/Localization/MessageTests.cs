using AIGenerator.Kernel.Localization;

namespace AIGenerator.Tests.Kernel.Localization;

public sealed class MessageTests
{
    [Fact]
    public void Ukrainian_counts_agree_with_their_numbers()
    {
        const string source = "{count, plural, one {# токен} few {# токени} many {# токенів} other {# токена}}";

        Write("uk", source, ("count", 1)).ShouldBe("1 токен");
        Write("uk", source, ("count", 3)).ShouldBe("3 токени");
        Write("uk", source, ("count", 11)).ShouldBe("11 токенів");
        Write("uk", source, ("count", 1.5m)).ShouldBe("1,5 токена");
    }

    [Fact]
    public void Exact_counts_win_over_forms() =>
        Write("en", "{n, plural, =0 {nothing} one {# chat} other {# chats}}", ("n", 0)).ShouldBe("nothing");

    [Fact]
    public void Choices_nest_and_fall_back_to_other()
    {
        const string source = "{state, select, busy {{name} is busy} other {{name} is fine}}";

        Write("en", source, ("state", "busy"), ("name", "Grok")).ShouldBe("Grok is busy");
        Write("en", source, ("state", "?"), ("name", "Grok")).ShouldBe("Grok is fine");
    }

    [Fact]
    public void An_apostrophe_is_itself_and_quotes_only_braces()
    {
        Write("uk", "пам'ять '{'x'}'").ShouldBe("пам'ять {x}");
        Write("uk", "{n} об'єктів", ("n", 5)).ShouldBe("5 об'єктів");
    }

    [Fact]
    public void Numbers_and_dates_follow_the_language()
    {
        Write("en", "{n}", ("n", 1234567)).ShouldBe("1,234,567");
        Write("de", "{n}", ("n", 1234.5m)).ShouldBe("1.234,5");
        Write("en", "{d, date, long}", ("d", new DateOnly(2026, 11, 24))).ShouldBe("24 November 2026");
        Write("uk", "{d, date, long}", ("d", new DateOnly(2026, 11, 24))).ShouldBe("24 листопада 2026");
        Write("en", "{p, number, percent}", ("p", 0.125)).ShouldBe("12.5%");
    }

    [Fact]
    public void A_forgotten_argument_shows_its_name_and_breaks_nothing() => Write("en", "Hello {name}").ShouldBe("Hello {name}");

    [Theory]
    [InlineData("{")]
    [InlineData("a } b")]
    [InlineData("{n, plural, one {x}}")]
    [InlineData("{n, sparkle}")]
    public void A_broken_message_is_refused(string source) => Should.Throw<FormatException>(() => MessageParser.Parse(source));

    private static string Write(string language, string source, params (string Name, object? Value)[] arguments) =>
        MessageParser.Parse(source).Write(language, TextCatalogue.CultureOf(language), arguments);
}
