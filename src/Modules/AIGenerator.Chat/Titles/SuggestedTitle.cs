using AIGenerator.Chat.Chats;
using AIGenerator.Kernel.Text;

namespace AIGenerator.Chat.Titles;

/// <summary>What a model wrote when it was asked for a title: an untrusted text of any form.</summary>
internal static class SuggestedTitle
{
    private const int Longest = 300;

    private static readonly char[] Marks = ['"', '\'', '«', '»', '„', '“', '”', '‘', '’', '`', '*', '_', '#', ' ', '\t', '.', ':'];

    /// <summary>A title without its quotation marks and headings; null where there is none.</summary>
    public static string? Read(string text)
    {
        var line = StoredText.Clean(text).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(candidate => candidate.Trim(Marks)).FirstOrDefault(candidate => candidate.Length > 0);

        // Somebody who explains has not understood the question.
        return line is null || line.Length > Longest ? null : ChatTitle.From(line);
    }
}
