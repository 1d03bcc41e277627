using System.Text;
using AIGenerator.Kernel.Text;

namespace AIGenerator.Tests.Kernel;

public sealed class StoredTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a😀b", "a😀b")]
    [InlineData("a\0b", "a\uFFFDb")]
    [InlineData("half \uD83D here", "half \uFFFD here")]
    [InlineData("\uDE00", "\uFFFD")]
    [InlineData("ends \uD83D", "ends \uFFFD")]
    public void What_the_database_cannot_hold_is_replaced(string text, string stored)
    {
        StoredText.Clean(text).ShouldBe(stored);

        new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(StoredText.Clean(text)).ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("abc", 5, "abc")]
    [InlineData("abcdef", 3, "abc")]
    [InlineData("x😀😀", 2, "x")]
    [InlineData("x😀😀", 3, "x😀")]
    public void A_cut_never_leaves_half_a_character(string text, int longest, string cut) => StoredText.Cut(text, longest).ShouldBe(cut);
}
