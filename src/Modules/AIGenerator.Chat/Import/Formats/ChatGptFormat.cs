using System.Text.Json;
using AIGenerator.Chat.Markdown;

namespace AIGenerator.Chat.Import.Formats;

/// <summary>
/// <c>conversations.json</c> of ChatGPT's data export: <c>mapping</c> holds the tree by id, <c>current_node</c> ends the shown branch; times are
/// seconds. As public descriptions of the format had it in November 2026.
/// </summary>
internal static class ChatGptFormat
{
    public static bool Matches(JsonElement entry) => entry.Field("mapping") is { ValueKind: JsonValueKind.Object };

    public static ForeignChat Read(JsonElement entry) => new(
        ImportSource.ChatGpt, entry.Text("conversation_id") ?? entry.Text("id"), entry.Text("title"), entry.Text("default_model_slug"),
        entry.Time("create_time"), entry.Time("update_time"), entry.Text("current_node"),
        [.. entry.Members("mapping").Select(node => Message(node.Name, node.Value))]);

    private static ForeignMessage Message(string id, JsonElement node)
    {
        var parent = node.Text("parent");
        if (node.Field("message") is not { } message)
        {
            return new ForeignMessage(id, parent, ForeignRole.Nobody, "");
        }

        var metadata = message.Field("metadata") ?? default;
        var content = message.Field("content") ?? default;
        var role = RoleOf(message, metadata);
        return new ForeignMessage(id, parent, role, TextOf(content), ThoughtsOf(content), metadata.Text("model_slug"), message.Time("create_time"))
        {
            Files = [.. FilesOf(content, metadata)],
        };
    }

    // Pictures stand among the parts, known by an address whose end begins their file's name in the archive; what people call them stands in the metadata.
    private static IEnumerable<ForeignFile> FilesOf(JsonElement content, JsonElement metadata)
    {
        var named = metadata.List("attachments").Where(IsPicture).Select(file => (Id: file.Text("id") ?? "", Name: file.Text("name"))).DistinctBy(file => file.Id)
            .ToDictionary(file => file.Id, file => file.Name, StringComparer.Ordinal);
        foreach (var part in content.List("parts").Where(IsFile))
        {
            var pointer = (part.Text("asset_pointer") ?? "").Split('/')[^1];
            yield return ForeignFile.Of(null, named.GetValueOrDefault(pointer), pointer);
        }

        foreach (var file in metadata.List("attachments").Where(file => !IsPicture(file)))
        {
            yield return ForeignFile.Of(null, file.Text("name"), file.Text("id"));
        }
    }

    // What a model says to a tool is no answer to the person.
    private static ForeignRole RoleOf(JsonElement message, JsonElement metadata)
    {
        var isAside = metadata.Is("is_visually_hidden_from_conversation") || message.Text("recipient") is not (null or "all");
        return (message.Field("author") ?? default).Text("role") switch
        {
            _ when isAside => ForeignRole.Hidden,
            "user" => ForeignRole.Person,
            "assistant" => ForeignRole.Model,
            _ => ForeignRole.Hidden,
        };
    }

    private static string TextOf(JsonElement content) => content.Text("content_type") switch
    {
        "text" or "multimodal_text" or null => string.Join("\n\n", content.List("parts").Select(PartOf).Where(part => part.Length > 0)),
        "code" => content.Text("text") is { Length: > 0 } code ? Fenced(code, content.Text("language")) : "",
        _ => "",
    };

    private static string PartOf(JsonElement part) => part.ValueKind switch
    {
        JsonValueKind.String => part.Said(),
        JsonValueKind.Object when part.Text("content_type") == "audio_transcription" => part.Text("text") ?? "",
        _ => "",
    };

    private static string ThoughtsOf(JsonElement content) => content.Text("content_type") == "thoughts"
        ? string.Join("\n\n", content.List("thoughts").Select(thought => thought.Text("content") ?? thought.Text("summary") ?? "").Where(thought => thought.Length > 0))
        : "";

    private static bool IsFile(JsonElement part) => part.ValueKind == JsonValueKind.Object && part.Text("content_type") != "audio_transcription";

    private static bool IsPicture(JsonElement file) => file.Text("mime_type")?.StartsWith("image/", StringComparison.Ordinal) == true;

    private static string Fenced(string code, string? language)
    {
        var fence = CodeFence.Around(code);
        return $"{fence}{(language is null or "unknown" ? "" : language)}\n{code}\n{fence}";
    }
}
