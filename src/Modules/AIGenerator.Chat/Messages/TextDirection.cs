using System.Text;

namespace AIGenerator.Chat.Messages;

/// <summary>
/// The <c>dir</c> attribute of a text that may be in any language. A long one has the direction of its first letter instead of <c>auto</c>, which
/// the browser finds by going through the whole. The client's <c>Client/longtext.ts</c> is the same.
/// </summary>
internal static class TextDirection
{
    /// <summary>UTF-16 units above which a text is long.</summary>
    public const int Longest = 8_000;

    public static string Of(string text)
    {
        if (text.Length <= Longest)
        {
            return "auto";
        }

        foreach (var rune in text.AsSpan(0, Longest).EnumerateRunes())
        {
            if (Rune.IsLetter(rune))
            {
                return IsLeftwards(rune.Value) ? "rtl" : "ltr";
            }
        }

        return "ltr";
    }

    // Hebrew, Arabic and their neighbours, their presentation forms, and the two blocks of the first plane that are kept for such scripts.
    private static bool IsLeftwards(int letter) => letter is
        (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);
}
