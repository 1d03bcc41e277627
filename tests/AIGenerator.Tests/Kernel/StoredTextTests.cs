using AIGenerator.Kernel.Text;

namespace AIGenerator.Tests.Kernel;

public sealed class StoredTextTests
{
    // Not as test data: attributes cannot carry half a character.
    [Fact]
    public void What_the_database_cannot_hold_is_replaced()
    {
        StoredText.Clean("plain").ShouldBe("plain");
        StoredText.Clean("a😀b").ShouldBe("a😀b");
        StoredText.Clean("a\0b").ShouldBe("a\uFFFDb");
        StoredText.Clean("half \uD83D here").ShouldBe("half \uFFFD here");
        StoredText.Clean("\uDE00").ShouldBe("\uFFFD");
        StoredText.Clean("ends \uD83D").ShouldBe("ends \uFFFD");
    }

    [Theory]
    [InlineData("abc", 5, "abc")]
    [InlineData("abcdef", 3, "abc")]
    [InlineData("x😀😀", 2, "x")]
    [InlineData("x😀😀", 3, "x😀")]
    public void A_cut_never_leaves_half_a_character(string text, int longest, string cut) => StoredText.Cut(text, longest).ShouldBe(cut);
}
