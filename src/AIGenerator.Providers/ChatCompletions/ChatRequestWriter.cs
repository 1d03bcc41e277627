using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using AIGenerator.Providers.Text;

namespace AIGenerator.Providers.ChatCompletions;

/// <summary>Writes the request body. What vendors disagree on comes from the dialect.</summary>
internal static class ChatRequestWriter
{
    // The body goes to an API, never into HTML: Cyrillic stays as it is, at a third of the bytes.
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(TextOrder order, ChatDialect dialect)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            json.WriteString("model", order.Model);
            json.WriteStartArray("messages");
            if (!string.IsNullOrEmpty(order.System))
            {
                json.WriteStartObject();
                json.WriteString("role", "system");
                json.WriteString("content", order.System);
                json.WriteEndObject();
            }

            foreach (var turn in order.Turns)
            {
                WriteTurn(json, turn, dialect);
            }

            json.WriteEndArray();
            json.WriteBoolean("stream", true);
            dialect.WriteOptions(json, order);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteTurn(Utf8JsonWriter json, TextTurn turn, ChatDialect dialect)
    {
        json.WriteStartObject();
        json.WriteString("role", turn.Role == TurnRole.User ? "user" : "assistant");
        if (turn.Images is { Count: > 0 } images)
        {
            WriteParts(json, turn.Text, images);
        }
        else
        {
            json.WriteString("content", turn.Text);
        }

        if (turn.Role == TurnRole.Assistant)
        {
            dialect.WriteAssistant(json, turn.Echo is { } echo && echo.Provider == dialect.ProviderId ? echo : null);
        }

        json.WriteEndObject();
    }

    private static void WriteParts(Utf8JsonWriter json, string text, IReadOnlyList<InputImage> images)
    {
        json.WriteStartArray("content");
        if (text.Length > 0)
        {
            json.WriteStartObject();
            json.WriteString("type", "text");
            json.WriteString("text", text);
            json.WriteEndObject();
        }

        foreach (var image in images)
        {
            ImagePart.Write(json, image.MediaType, image.Bytes);
        }

        json.WriteEndArray();
    }
}
