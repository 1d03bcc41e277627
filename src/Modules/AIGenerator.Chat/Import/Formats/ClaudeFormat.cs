using System.Text.Json;

namespace AIGenerator.Chat.Import.Formats;

/// <summary>
/// <c>conversations.json</c> of Claude's data export: <c>chat_messages</c> in the order they were written, newer files with the parent of each.
/// As public descriptions of the format had it in November 2026.
/// </summary>
internal static class ClaudeFormat
{
    public static bool Matches(JsonElement entry) => entry.Field("chat_messages") is { ValueKind: JsonValueKind.Array };

    public static ForeignChat Read(JsonElement entry)
    {
        var messages = entry.List("chat_messages").ToList();
        var isTree = messages.Exists(message => message.Text("parent_message_uuid") is not null);
        var read = new List<ForeignMessage>(messages.Count);
        foreach (var message in messages)
        {
            var id = message.Text("uuid") ?? $"#{read.Count}";
            var parent = isTree ? message.Text("parent_message_uuid") : read.Count > 0 ? read[^1].Id : null;
            read.Add(Message(message, id, parent));
        }

        return new ForeignChat(
            ImportSource.Claude, entry.Text("uuid"), entry.Text("name"), entry.Text("model"), entry.Time("created_at"), entry.Time("updated_at"),
            entry.Text("current_leaf_message_uuid"), read);
    }

    private static ForeignMessage Message(JsonElement message, string id, string? parent) => new(
        id,
        parent,
        message.Text("sender") switch { "human" or "user" => ForeignRole.Person, "assistant" => ForeignRole.Model, _ => ForeignRole.Hidden },
        Blocks(message, "text", "text") is { Length: > 0 } text ? text : message.Text("text") ?? "",
        Blocks(message, "thinking", "thinking"),
        message.Text("model"),
        message.Time("created_at"))
    {
        // Of texts the export holds what was read of them; of pictures and others the name alone.
        Files =
        [
            .. message.List("attachments").Select(file => ForeignFile.Of(file.Text("extracted_content"), file.Text("file_name"))),
            .. message.List("files").Select(file => ForeignFile.Of(null, file.Text("file_name"), file.Text("file_uuid"))),
        ],
    };

    private static string Blocks(JsonElement message, string type, string field) => string.Join(
        "\n\n", message.List("content").Where(block => block.Text("type") == type).Select(block => block.Text(field) ?? "").Where(text => text.Length > 0));
}
