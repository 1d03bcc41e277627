using AIGenerator.Chat.Messages;

namespace AIGenerator.Tests.Chat;

public sealed class TextDirectionTests
{
    [Theory]
    [InlineData("1. שלום hello", "rtl")]
    [InlineData("«مرحبا»", "rtl")]
    [InlineData("𞤀𞤁", "rtl")]
    [InlineData("42 — Привіт שלום", "ltr")]
    [InlineData("漢字", "ltr")]
    [InlineData("123", "ltr")]
    public void A_long_text_has_the_direction_of_its_first_letter_and_a_short_one_is_left_to_the_browser(string beginning, string direction)
    {
        TextDirection.Of(beginning.PadRight(TextDirection.Longest + 1)).ShouldBe(direction);
        TextDirection.Of(beginning.PadRight(TextDirection.Longest)).ShouldBe("auto");
    }
}
