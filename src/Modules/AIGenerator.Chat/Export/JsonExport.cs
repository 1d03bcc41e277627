using System.Text.Encodings.Web;
using System.Text.Json;
using AIGenerator.Chat.Markdown;

namespace AIGenerator.Chat.Export;

/// <summary>Our JSON, version 1: docs/chat-export.md says what each field means. Fields may be added; a change of meaning raises the version.</summary>
internal static class JsonExport
{
    /// <summary>What the field <c>format</c> says.</summary>
    public const string Format = "aigenerator.chat";

    /// <summary>What the field <c>version</c> says.</summary>
    public const int Version = 1;

    // A file, never a page: letters stay letters.
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(Stream output, ChatDocument chat, DateTimeOffset now, CancellationToken ct)
    {
        await using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteNumber("version", Version);
        json.WriteString("exportedAt", now);
        json.WriteStartObject("chat");
        json.WriteString("id", chat.Id);
        json.WriteString("title", chat.Title);
        json.WriteString("model", chat.Model);
        json.WriteString("createdAt", chat.CreatedAt);
        json.WriteString("updatedAt", chat.UpdatedAt);
        WriteId(json, "leafId", chat.LeafId);
        json.WriteString("instructions", chat.Instructions);
        json.WriteString("temperature", chat.Temperature);
        json.WriteStartArray("messages");
        foreach (var message in chat.Messages)
        {
            Write(json, message);
            if (json.BytesPending > 32_768)
            {
                await json.FlushAsync(ct);
            }
        }

        json.WriteEndArray();
        WriteSummaries(json, chat.Summaries);
        json.WriteEndObject();
        json.WriteEndObject();
        await json.FlushAsync(ct);
    }

    private static void Write(Utf8JsonWriter json, DocumentMessage message)
    {
        json.WriteStartObject();
        json.WriteString("id", message.Id);
        WriteId(json, "parentId", message.ParentId);
        json.WriteString("role", message.IsAnswer ? "assistant" : "user");
        json.WriteString("createdAt", message.CreatedAt);
        json.WriteString("text", message.Text);
        WriteFiles(json, message.Files);
        if (message.IsAnswer)
        {
            json.WriteString("reasoning", message.Reasoning);
            json.WriteString("model", message.Model);
            json.WriteString("state", message.State);
            json.WriteString("stopReason", message.StopReason);
            json.WriteNumber("costCredits", message.CostCredits);
            if (message.ComparisonId is { } comparison)
            {
                json.WriteString("comparisonId", comparison);
                json.WriteBoolean("best", message.IsBest);
            }
            WriteSources(json, message.Sources);
        }

        json.WriteEndObject();
    }

    private static void WriteFiles(Utf8JsonWriter json, IReadOnlyList<DocumentFile> files)
    {
        if (files.Count == 0)
        {
            return;
        }

        json.WriteStartArray("attachments");
        foreach (var file in files)
        {
            json.WriteStartObject();
            json.WriteString("name", file.Name);
            json.WriteString("kind", file.Kind);
            json.WriteNumber("sizeBytes", file.SizeBytes);
            if (file.Text is { } text)
            {
                json.WriteString("text", text);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSources(Utf8JsonWriter json, IReadOnlyList<Citation> sources)
    {
        if (sources.Count == 0)
        {
            return;
        }

        json.WriteStartArray("sources");
        foreach (var source in sources)
        {
            json.WriteStartObject();
            json.WriteNumber("number", source.Number);
            json.WriteString("title", source.Title);
            json.WriteString("url", source.Url);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSummaries(Utf8JsonWriter json, IReadOnlyList<DocumentSummary> summaries)
    {
        json.WriteStartArray("summaries");
        foreach (var summary in summaries)
        {
            json.WriteStartObject();
            json.WriteString("id", summary.Id);
            json.WriteString("messageId", summary.MessageId);
            json.WriteString("createdAt", summary.CreatedAt);
            json.WriteString("text", summary.Text);
            json.WriteString("model", summary.Model);
            json.WriteNumber("costCredits", summary.CostCredits);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteId(Utf8JsonWriter json, string name, Guid? id)
    {
        if (id is { } value)
        {
            json.WriteString(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
