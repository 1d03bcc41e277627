using System.Globalization;
using System.Text;
using AIGenerator.Kernel.Text;

namespace AIGenerator.Chat.Export;

/// <summary>Names of files made from titles that people, models and other products wrote.</summary>
internal static class SafeFileName
{
    private const int Longest = 80;
    private const string Forbidden = "/\\:*?\"<>|";

    // Windows keeps these names for devices, with any extension.
    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(1, 9).SelectMany(number => new[] { $"COM{number}", $"LPT{number}" })], StringComparer.OrdinalIgnoreCase);

    /// <summary>A name every file system takes: no path, no control or direction characters, no dots or spaces at its ends, up to 80 characters.</summary>
    public static string Of(string title)
    {
        var name = new StringBuilder();
        foreach (var rune in StoredText.Clean(title).EnumerateRunes())
        {
            var isDropped = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate;
            if (!isDropped)
            {
                var isPlain = !Rune.IsControl(rune) && !(rune.IsAscii && Forbidden.Contains((char)rune.Value, StringComparison.Ordinal));
                name.Append(isPlain && !Rune.IsWhiteSpace(rune) ? rune.ToString() : " ");
            }
        }

        var words = string.Join(' ', name.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)).Trim('.', ' ');
        var cut = words.Length == 0 ? "chat" : StoredText.Cut(words, Longest).TrimEnd('.', ' ');
        return Devices.Contains(cut.Split('.', 2)[0]) ? "_" + cut : cut;
    }
}
