using System.Text;

namespace AIGenerator.Kernel.Text;

/// <summary>Text that PostgreSQL and UTF-8 can hold. Models, people and our own cutting all produce text that they cannot.</summary>
public static class StoredText
{
    /// <summary>The text with NUL and halves of surrogate pairs replaced by U+FFFD; the same instance where there are none.</summary>
    public static string Clean(string text)
    {
        if (!text.Contains('\0', StringComparison.Ordinal) && !HasHalves(text))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append((rune.Value == 0 ? Rune.ReplacementChar : rune).ToString());
        }

        return clean.ToString();
    }

    /// <summary>At most <paramref name="longest"/> UTF-16 units, never ending in half of a character.</summary>
    public static string Cut(string text, int longest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, 1);
        return text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
    }

    private static bool HasHalves(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return true;
            }

            i++;
        }

        return false;
    }
}
