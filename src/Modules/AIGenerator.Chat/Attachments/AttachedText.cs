using System.Text;

namespace AIGenerator.Chat.Attachments;

/// <summary>How a model reads the files of a message.</summary>
internal static class AttachedText
{
    /// <summary>
    /// The message with its text files below it, each in a fenced block named after the file. The fence is longer than any in the file, so that no
    /// file ends its own block.
    /// </summary>
    public static string Of(string message, IEnumerable<AttachmentRow> files)
    {
        var text = new StringBuilder(message);
        foreach (var file in files)
        {
            if (file.Text is not { } content)
            {
                continue;
            }

            var fence = new string('`', Math.Max(3, LongestRun(content) + 1));
            text.Append(text.Length == 0 ? "" : "\n\n").Append(fence).Append(Plain(file.Name)).Append('\n').Append(content)
                .Append(content.EndsWith('\n') ? "" : "\n").Append(fence);
        }

        return text.ToString();
    }

    /// <summary>In the place of a picture that is not shown again, or that this model cannot see.</summary>
    public static string Unseen(AttachmentRow picture) => $"[Picture \"{Plain(picture.Name)}\": not visible to you]";

    /// <summary>What stands beside pictures that come without a word: some vendors refuse an empty text.</summary>
    public static string Named(IEnumerable<AttachmentRow> pictures) => string.Join(", ", pictures.Select(picture => Plain(picture.Name)));

    private static string Plain(string name) => name.Replace('`', '\'').Replace('"', '\'');

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var character in text)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
