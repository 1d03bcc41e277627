using System.Text.Json;
using AIGenerator.Chat.Export;

namespace AIGenerator.Chat.Import.Formats;

/// <summary>Our own JSON, version 1 (docs/chat-export.md).</summary>
internal static class OwnFormat
{
    public static bool Matches(JsonElement entry) =>
        entry.Text("format") == JsonExport.Format && entry.Field("version") is { ValueKind: JsonValueKind.Number } version
        && version.TryGetInt32(out var number) && number == JsonExport.Version && entry.Field("chat") is not null;

    public static ForeignChat Read(JsonElement entry)
    {
        var chat = entry.GetProperty("chat");
        return new ForeignChat(
            ImportSource.AIGenerator, chat.Text("id"), chat.Text("title"), chat.Text("model"), chat.Time("createdAt"), chat.Time("updatedAt"), chat.Text("leafId"),
            [.. chat.List("messages").Where(message => message.Text("id") is not null).Select(message => new ForeignMessage(
                message.Text("id")!,
                message.Text("parentId"),
                message.Text("role") switch { "user" => ForeignRole.Person, "assistant" => ForeignRole.Model, _ => ForeignRole.Hidden },
                message.Text("text") ?? "",
                message.Text("reasoning") ?? "",
                message.Text("model"),
                message.Time("createdAt")))]);
    }
}
