using System.Text.Json;

namespace AIGenerator.Chat.Import.Formats;

/// <summary>Knows a product's chats by what they look like; names of files say nothing.</summary>
internal static class ForeignFormats
{
    /// <summary>The chat; null where no product that we know writes such a thing.</summary>
    public static ForeignChat? Read(JsonElement entry)
    {
        try
        {
            return ReadKnown(entry);
        }
        catch (InvalidOperationException)
        {
            // A name that is no text: half of a character, or bytes of none.
            return null;
        }
    }

    private static ForeignChat? ReadKnown(JsonElement entry) => entry switch
    {
        _ when OwnFormat.Matches(entry) => OwnFormat.Read(entry),
        _ when ChatGptFormat.Matches(entry) => ChatGptFormat.Read(entry),
        _ when ClaudeFormat.Matches(entry) => ClaudeFormat.Read(entry),
        _ when OpenWebUiFormat.Matches(entry) => OpenWebUiFormat.Read(entry),
        _ when LibreChatFormat.Matches(entry) => LibreChatFormat.Read(entry),
        _ => null,
    };
}
