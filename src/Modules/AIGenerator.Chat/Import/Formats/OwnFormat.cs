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
                message.Time("createdAt"))
            {
                Files = [.. message.List("attachments").Select(file => ForeignFile.Of(file.Text("text"), file.Text("name")))],
                Sources = Sources(message),
                Comparison = message.Text("comparisonId"),
                IsBest = message.Is("best"),
            })])
        {
            Instructions = chat.Text("instructions"),
            Temperature = chat.Text("temperature"),
        };
    }

    // Kept without their numbers, which are their places: one that is missing would shift what the text cites.
    private static List<ForeignSource> Sources(JsonElement message)
    {
        var sources = message.List("sources").ToList();
        var isWhole = sources.Index().All(entry => entry.Item.Field("number") is { ValueKind: JsonValueKind.Number } number
            && number.TryGetInt32(out var value) && value == entry.Index + 1);
        return isWhole ? [.. sources.Select(source => new ForeignSource(source.Text("title") ?? "", source.Text("url") ?? ""))] : [];
    }
}
