using System.Globalization;
using System.Text;

namespace AIGenerator.Media.Files;

/// <summary>Names of files as people's machines send them: anything at all may stand in one.</summary>
public static class FileName
{
    /// <summary>Characters of the longest name we keep.</summary>
    public const int Longest = 120;

    /// <summary>
    /// The name without folders, control characters and marks that turn the direction of writing (they make <c>exe.txt</c> of <c>txt.exe</c>);
    /// cut in the middle so that the ending stays. Never empty.
    /// </summary>
    public static string Clean(string? name)
    {
        var last = (name ?? "").Split('/', '\\')[^1];
        var clean = new StringBuilder(last.Length);
        foreach (var rune in last.EnumerateRunes())
        {
            var isUnseen = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
            clean.Append(isUnseen || rune == Rune.ReplacementChar ? "" : Rune.IsWhiteSpace(rune) ? " " : rune.ToString());
        }

        var text = clean.ToString().Trim(' ', '.') is { Length: > 0 } some ? some : "file";
        if (last.StartsWith('.') && !text.Contains('.', StringComparison.Ordinal) && text != "file")
        {
            text = "." + text;
        }

        return text.Length <= Longest ? text : Cut(text);
    }

    private static string Cut(string text)
    {
        var ending = Path.GetExtension(text) is { Length: > 0 and <= 12 } extension ? extension : "";
        return Kernel.Text.StoredText.Cut(text, Longest - ending.Length - 1) + "…" + ending;
    }
}
