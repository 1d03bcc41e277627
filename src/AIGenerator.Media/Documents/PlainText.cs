using System.Text;
using AIGenerator.Kernel.Results;
using AIGenerator.Kernel.Text;

namespace AIGenerator.Media.Documents;

/// <summary>Text in UTF-8, UTF-16 with its mark, or the Cyrillic code page of old Windows.</summary>
internal static class PlainText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether the bytes can be a text: with a mark of UTF-16, or (almost) without control characters.</summary>
    public static bool CouldBe(ReadOnlySpan<byte> bytes) => HasWideMark(bytes) || (!bytes.Contains((byte)0) && ControlsOf(bytes) * 100L <= bytes.Length);

    public static Result<AcceptedFile> Read(byte[] bytes)
    {
        if (bytes.Length > FileLimits.LargestText)
        {
            return MediaErrors.TooLarge(FileLimits.LargestText);
        }

        if (Decode(bytes) is not { } text)
        {
            return MediaErrors.Unknown;
        }

        return string.IsNullOrWhiteSpace(text) ? MediaErrors.Empty : new AcceptedFile(FileKind.Text, "text/plain", bytes, Text: text);
    }

    /// <summary>Line ends of Unix, no control characters but tabs and lines, nothing that PostgreSQL cannot hold.</summary>
    public static string Tidy(string text)
    {
        var tidy = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character == '\r')
            {
                tidy.Append(i + 1 < text.Length && text[i + 1] == '\n' ? "" : "\n");
            }
            else if (character == '\f')
            {
                tidy.Append("\n\n");
            }
            else if (character is '\n' or '\t' || !char.IsControl(character))
            {
                tidy.Append(character);
            }
        }

        return StoredText.Clean(tidy.ToString());
    }

    private static string? Decode(byte[] bytes)
    {
        if (HasWideMark(bytes))
        {
            var wide = Tidy(Encoding.GetEncoding(bytes[0] == 0xFF ? "utf-16" : "utf-16BE").GetString(bytes.AsSpan(2)));

            // Anything at all can be read as UTF-16; what is no text comes out as characters that nobody has assigned.
            return wide.Count(c => char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.OtherNotAssigned || c == '�') * 50L <= wide.Length ? wide : null;
        }

        try
        {
            var body = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(3) : bytes;
            return Tidy(Strict.GetString(body));
        }
        catch (DecoderFallbackException)
        {
            return Cyrillic(bytes);
        }
    }

    private static string? Cyrillic(byte[] bytes)
    {
        var text = CodePagesEncodingProvider.Instance.GetEncoding(1251)!.GetString(bytes);
        var letters = text.Count(c => c is >= 'Ѐ' and <= 'ӿ');
        var strange = text.Count(c => c > 0x7F) - letters;
        return letters > strange * 4 ? Tidy(text) : null;
    }

    private static bool HasWideMark(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 4 && bytes.Length % 2 == 0 && ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF));

    private static int ControlsOf(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        foreach (var value in bytes)
        {
            count += value < 0x20 && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f' or 0x1B) ? 1 : 0;
        }

        return count;
    }
}
