using System.Globalization;
using System.Text;

namespace AIGenerator.Chat.Search;

/// <summary>A word of a text: how it is found and where it stands.</summary>
/// <param name="Folded">Small letters without marks: <c>Żółć</c> is <c>zolc</c>.</param>
/// <param name="Start">UTF-16 index of its first unit.</param>
/// <param name="End">The index behind its last unit.</param>
internal readonly record struct FoundWord(string Folded, int Start, int End);

/// <summary>
/// Splits text into words the way search sees them, in every script alike and independent of the database's locale and extensions. Letters,
/// digits and their marks belong to a word, apostrophes within one are dropped (<c>комп’ютер</c>, <c>don't</c>), all else separates.
/// </summary>
internal static class Words
{
    /// <summary>Longer words are known by their beginning.</summary>
    public const int Longest = 40;

    // What becomes of a letter of the Latin, Greek and Cyrillic blocks, whatever stands around it; nothing where that is not one letter.
    private static readonly char[] Letters = [.. Enumerable.Range(0, 0x530).Select(code => FoldSlowly([(char)code]) is [var only] ? only : '\0')];

    /// <summary>The words of a text in their order.</summary>
    public static IEnumerable<FoundWord> Of(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i += UnitsAt(text, i))
        {
            if (i < text.Length && IsInner(text, i, start >= 0))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                var folded = Fold(text.AsSpan(start, i - start));
                if (folded.Length > 0)
                {
                    yield return new FoundWord(folded, start, i);
                }

                start = -1;
            }
        }
    }

    /// <summary>Each word once.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">How many different ones at most; the first count.</param>
    public static HashSet<string> SetOf(string text, int most)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in Of(text))
        {
            if (words.Count >= most)
            {
                break;
            }

            words.Add(word.Folded);
        }

        return words;
    }

    private static int UnitsAt(string text, int at) =>
        at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;

    private static bool IsInner(string text, int at, bool isInWord)
    {
        var letter = text[at];
        if (char.IsAsciiLetterOrDigit(letter))
        {
            return true;
        }

        if (letter is '\'' or '’' or 'ʼ' or '`')
        {
            return isInWord && at + 1 < text.Length && char.IsLetter(text[at + 1]);
        }

        return CharUnicodeInfo.GetUnicodeCategory(text, at) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber => true,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => isInWord,
            _ => false,
        };
    }

    private static string Fold(ReadOnlySpan<char> word)
    {
        var isAscii = true;
        foreach (var letter in word)
        {
            isAscii &= char.IsAsciiLetterOrDigit(letter);
        }

        if (isAscii)
        {
            return word[..Math.Min(word.Length, Longest)].ToString().ToLowerInvariant();
        }

        Span<char> plain = stackalloc char[Longest];
        var length = Math.Min(word.Length, Longest);
        for (var i = 0; i < length; i++)
        {
            plain[i] = word[i] < Letters.Length ? Letters[word[i]] : '\0';
            if (plain[i] == '\0')
            {
                return FoldSlowly(word);
            }
        }

        return plain[..length].ToString();
    }

    private static string FoldSlowly(ReadOnlySpan<char> word)
    {
        var folded = new StringBuilder(word.Length);
        foreach (var letter in word.ToString().ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            switch (letter)
            {
                case 'ł': folded.Append('l'); break;
                case 'ø': folded.Append('o'); break;
                case 'đ': folded.Append('d'); break;
                case 'ı': folded.Append('i'); break;
                case 'ß': folded.Append("ss"); break;
                case 'æ': folded.Append("ae"); break;
                case 'œ': folded.Append("oe"); break;
                case 'ґ': folded.Append('г'); break;
                case 'ʼ': break;
                default:
                    // Marks and apostrophes go; letters of every plane stay.
                    if (char.IsLetterOrDigit(letter) || char.IsSurrogate(letter))
                    {
                        folded.Append(letter);
                    }

                    break;
            }

            if (folded.Length >= Longest)
            {
                break;
            }
        }

        var end = Math.Min(folded.Length, Longest);
        return folded.ToString(0, end > 0 && char.IsHighSurrogate(folded[end - 1]) ? end - 1 : end);
    }
}
