using System.Text.Json;

namespace AIGenerator.Chat.Import.Formats;

/// <summary>
/// A conversation that LibreChat exported as JSON: flat <c>messages</c> with <c>parentMessageId</c>, or (recursive) nested <c>children</c>, then
/// also under <c>messagesTree</c>. As public descriptions of the format had it in November 2026.
/// </summary>
internal static class LibreChatFormat
{
    public static bool Matches(JsonElement entry) =>
        entry.Text("conversationId") is not null && (entry.Field("messages") is { ValueKind: JsonValueKind.Array } || entry.Field("messagesTree") is { ValueKind: JsonValueKind.Array });

    public static ForeignChat Read(JsonElement entry)
    {
        var messages = new List<ForeignMessage>();
        var rest = new Stack<(JsonElement Message, string? Parent)>(
            entry.List("messages").Concat(entry.List("messagesTree")).Reverse().Select(message => (message, (string?)null)));
        while (rest.TryPop(out var next))
        {
            var id = next.Message.Text("messageId") ?? $"#{messages.Count}";
            messages.Add(Message(next.Message, id, next.Parent));
            foreach (var child in next.Message.List("children").Reverse())
            {
                rest.Push((child, id));
            }
        }

        var options = entry.Field("options") ?? default;
        return new ForeignChat(
            ImportSource.LibreChat, entry.Text("conversationId"), entry.Text("title"), options.Text("model") ?? entry.Text("model"), entry.Time("createdAt"),
            entry.Time("updatedAt"), null, messages);
    }

    private static ForeignMessage Message(JsonElement message, string id, string? parent)
    {
        var isPerson = message.Is("isCreatedByUser");
        return new ForeignMessage(
            id,
            parent ?? message.Text("parentMessageId"),
            message.Is("error") ? ForeignRole.Hidden : isPerson ? ForeignRole.Person : ForeignRole.Model,
            message.Text("text") is { Length: > 0 } text ? text : Parts(message, "text"),
            Parts(message, "think"),
            isPerson ? null : message.Text("model"),
            message.Time("createdAt"))
        {
            Files = [.. message.List("files").Select(file => ForeignFile.Of(file.Text("text"), file.Text("filename"), file.Text("file_id")))],
        };
    }

    // The words of a part stand in a field of its type's name, sometimes in an object with a value.
    private static string Parts(JsonElement message, string type) => string.Join(
        "\n\n",
        message.List("content").Where(part => part.Text("type") == type)
            .Select(part => part.Text(type) ?? (part.Field(type) ?? default).Text("value") ?? "").Where(text => text.Length > 0));
}
