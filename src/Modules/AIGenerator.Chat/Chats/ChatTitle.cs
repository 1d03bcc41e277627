using System.Globalization;
using System.Text;
using AIGenerator.Kernel.Text;

namespace AIGenerator.Chat.Chats;

/// <summary>A title from the first message, by rule: no model is asked and nothing is charged.</summary>
internal static class ChatTitle
{
    private const int Longest = 60;

    /// <summary>The first sentence, at most 60 characters, cut at a word; never empty.</summary>
    public static string From(string message)
    {
        var line = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(Plain).FirstOrDefault(text => text.Length > 0) ?? "…";
        var end = line.IndexOfAny(['.', '?', '!', '…']);
        var sentence = end > 2 && end < line.Length - 1 && char.IsWhiteSpace(line[end + 1]) ? line[..(line[end] == '.' ? end : end + 1)] : line;
        return Cut(sentence);
    }

    private static string Plain(string line)
    {
        var text = new StringBuilder(line.Length);
        foreach (var character in line.TrimStart('#', '>', '*', '-', '`', ' '))
        {
            text.Append(char.IsControl(character) ? ' ' : character);
        }

        return text.ToString().Trim();
    }

    private static string Cut(string text)
    {
        var elements = new StringInfo(text);
        if (elements.LengthInTextElements <= Longest && text.Length <= ChatRowConfiguration.TitleLength)
        {
            return text;
        }

        var cut = elements.SubstringByTextElements(0, Math.Min(Longest - 1, elements.LengthInTextElements));
        cut = StoredText.Cut(cut, ChatRowConfiguration.TitleLength - 1);
        var space = cut.LastIndexOf(' ');
        return (space > cut.Length / 2 ? cut[..space] : cut).TrimEnd() + "…";
    }
}
