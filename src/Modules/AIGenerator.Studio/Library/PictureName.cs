using System.Globalization;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace AIGenerator.Studio.Library;

/// <summary>What a saved picture is called: the first words of its prompt and the end of its id, so that two of one batch never meet.</summary>
internal static class PictureName
{
    private const int Longest = 60;

    /// <summary>Letters and digits of any script, joined by hyphens: no folder, no hidden direction of writing, no name that a system keeps for itself.</summary>
    public static string Of(string? prompt, Guid id, string mediaType)
    {
        var words = new StringBuilder();
        foreach (var rune in (prompt ?? "").EnumerateRunes())
        {
            var isMark = Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
            if (Rune.IsLetterOrDigit(rune) || (isMark && words.Length > 0 && words[^1] != '-'))
            {
                words.Append(rune.ToString());
            }
            else if (words.Length > 0 && words[^1] != '-' && rune.Value is not ('\'' or '’' or 'ʼ'))
            {
                words.Append('-');
            }

            if (words.Length >= Longest)
            {
                CutAtWord(words);
                break;
            }
        }

        var name = words.ToString().Trim('-');
        return $"{(name.Length == 0 ? "ai-generator" : name)}-{id.ToString("N")[^6..]}{EndingOf(mediaType)}";
    }

    /// <summary><c>Content-Disposition</c> with the name as it is (RFC 6266), and a plain one for who reads only ASCII.</summary>
    public static string Attachment(string name)
    {
        var plain = Ascii.IsValid(name) ? name : $"ai-generator-{name[(name.LastIndexOf('-') + 1)..]}";
        return new ContentDispositionHeaderValue("attachment") { FileName = plain, FileNameStar = name }.ToString();
    }

    private static string EndingOf(string mediaType) => mediaType switch
    {
        "image/png" => ".png",
        "image/webp" => ".webp",
        "image/svg+xml" => ".svg",
        _ => ".jpg",
    };

    private static void CutAtWord(StringBuilder words)
    {
        var last = words.ToString().LastIndexOf('-');
        if (last > 0)
        {
            words.Length = last;
        }
    }
}
