using System.Text;
using AIGenerator.Chat.Markdown;

namespace AIGenerator.Chat.Attachments;

/// <summary>How a model reads the files of a message.</summary>
internal static class AttachedText
{
    // More than a message of ours can have; files from elsewhere may claim any number.
    private const int MostNamed = 20;

    /// <summary>
    /// The message with its text files below it, each in a fenced block named after the file. The fence is longer than any in the file, so that no
    /// file ends its own block.
    /// </summary>
    public static string Of(string message, IEnumerable<AttachmentRow> files) => Of(message, files.Select(file => (file.Name, file.Text)));

    /// <summary>The same for files that are no rows of ours.</summary>
    public static string Of(string message, IEnumerable<(string Name, string? Text)> files)
    {
        var text = new StringBuilder(message);
        foreach (var (name, content) in files)
        {
            if (content is null)
            {
                continue;
            }

            var fence = CodeFence.Around(content);
            text.Append(text.Length == 0 ? "" : "\n\n").Append(fence).Append(Plain(name)).Append('\n').Append(content)
                .Append(content.EndsWith('\n') ? "" : "\n").Append(fence);
        }

        return text.ToString();
    }

    /// <summary>In the place of files that did not come along with their message. Their names are all that is known of them, in any language.</summary>
    public static string Elsewhere(IEnumerable<string> names) => "📎 " + string.Join(", ", names.Take(MostNamed).Select(Plain));

    /// <summary>In the place of a picture that is not shown again, or that this model cannot see.</summary>
    public static string Unseen(AttachmentRow picture) => $"[Picture \"{Plain(picture.Name)}\": not visible to you]";

    /// <summary>What stands beside pictures that come without a word: some vendors refuse an empty text.</summary>
    public static string Named(IEnumerable<AttachmentRow> pictures) => string.Join(", ", pictures.Select(picture => Plain(picture.Name)));

    private static string Plain(string name) => name.Replace('`', '\'').Replace('"', '\'');
}
