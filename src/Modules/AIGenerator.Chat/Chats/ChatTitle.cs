using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AIGenerator.Kernel.Text;

namespace AIGenerator.Chat.Chats;

/// <summary>A title from the first message, by rule: no model is asked and nothing is charged.</summary>
internal static partial class ChatTitle
{
    private const int Longest = 60;
    private const int Read = 2_000;

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
        // No title needs more of the line, and no pattern should see more of it.
        var start = line.Length > Read ? line[..Read] : line;
        var words = Code().Replace(Underscores().Replace(Stars().Replace(Link().Replace(start, "$1"), "$1"), "$1"), "$1").TrimStart('#', '>', '*', '-', '`', ' ');
        var text = new StringBuilder(words.Length);
        foreach (var character in words)
        {
            text.Append(char.IsControl(character) ? ' ' : character);
        }

        return text.ToString().Trim();
    }

    // The text of a link or a picture.
    [GeneratedRegex(@"!?\[([^\[\]]+)\]\([^()]*\)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex(@"\*\*([^*\s](?:[^*]*[^*\s])?)\*\*", RegexOptions.CultureInvariant)]
    private static partial Regex Stars();

    // Not __init__.py, nor what stands within a word.
    [GeneratedRegex(@"(?<!\w)__([^_\s](?:[^_]*[^_\s])?)__(?![\w.(])", RegexOptions.CultureInvariant)]
    private static partial Regex Underscores();

    [GeneratedRegex(@"`{1,3}([^`]+)`{1,3}", RegexOptions.CultureInvariant)]
    private static partial Regex Code();

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
