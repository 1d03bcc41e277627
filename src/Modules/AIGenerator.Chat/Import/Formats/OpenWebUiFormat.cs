using System.Text.Json;

namespace AIGenerator.Chat.Import.Formats;

/// <summary>
/// A chat that Open WebUI exported: <c>chat.history.messages</c> by id with parents and children, <c>currentId</c> ends the shown branch; times
/// are seconds. Reasoning stands at the head of the content in a details element. As public descriptions of the format had it in November 2026.
/// </summary>
internal static class OpenWebUiFormat
{
    private const string ReasoningStart = "<details type=\"reasoning\"";
    private const string ReasoningEnd = "</details>";

    public static bool Matches(JsonElement entry) => HistoryOf(entry).Field("messages") is { ValueKind: JsonValueKind.Object };

    public static ForeignChat Read(JsonElement entry)
    {
        var chat = ChatOf(entry);
        var history = HistoryOf(entry);
        return new ForeignChat(
            ImportSource.OpenWebUi, entry.Text("id") ?? chat.Text("id"), entry.Text("title") ?? chat.Text("title"),
            chat.List("models").Where(model => model.ValueKind == JsonValueKind.String).Select(model => model.Said()).FirstOrDefault(),
            entry.Time("created_at") ?? chat.Time("timestamp"), entry.Time("updated_at"), history.Text("currentId"),
            [.. history.Members("messages").Select(member => Message(member.Name, member.Value))]);
    }

    private static JsonElement ChatOf(JsonElement entry) => entry.Field("chat") is { ValueKind: JsonValueKind.Object } chat ? chat : entry;

    private static JsonElement HistoryOf(JsonElement entry) => ChatOf(entry).Field("history") ?? default;

    private static ForeignMessage Message(string id, JsonElement message)
    {
        var (reasoning, text) = Split(message.Text("content") ?? "");
        return new ForeignMessage(
            id,
            message.Text("parentId"),
            message.Text("role") switch { "user" => ForeignRole.Person, "assistant" => ForeignRole.Model, _ => ForeignRole.Hidden },
            text,
            reasoning,
            message.Text("model"),
            message.Time("timestamp"))
        {
            Files = [.. message.List("files").Select(File)],
        };
    }

    // A picture has its data in place of a name; of other files what was read of them stands two levels down.
    private static ForeignFile File(JsonElement entry)
    {
        var file = entry.Field("file") ?? default;
        return ForeignFile.Of((file.Field("data") ?? default).Text("content"), entry.Text("name"), file.Text("filename"), entry.Text("type"));
    }

    private static (string Reasoning, string Text) Split(string content)
    {
        var end = content.StartsWith(ReasoningStart, StringComparison.Ordinal) ? content.IndexOf(ReasoningEnd, StringComparison.Ordinal) : -1;
        if (end < 0)
        {
            return ("", content);
        }

        var inside = content[(content.IndexOf('>', StringComparison.Ordinal) + 1)..Math.Max(end, content.IndexOf('>', StringComparison.Ordinal) + 1)];
        var lines = inside.Split('\n').Where(line => !line.TrimStart().StartsWith("<summary>", StringComparison.Ordinal)).Select(line => line.StartsWith("> ", StringComparison.Ordinal) ? line[2..] : line);
        return (string.Join('\n', lines).Trim(), content[(end + ReasoningEnd.Length)..].TrimStart());
    }
}
