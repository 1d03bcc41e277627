using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using AIGenerator.Providers.Text;

namespace AIGenerator.Providers.Anthropic;

/// <summary>A request body.</summary>
/// <param name="Json">As it is sent.</param>
/// <param name="Print">The print of the conversation in it: what the coming answer's thinking will be bound to.</param>
internal sealed record MessagesRequest(byte[] Json, string Print)
{
    // The body goes to an API, never into HTML: Cyrillic stays as it is, at a third of the bytes.
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static MessagesRequest For(TextOrder order)
    {
        using var print = new ConversationPrint(order.System);
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            json.WriteString("model", order.Model);
            json.WriteNumber("max_tokens", order.MaxOutputTokens);
            if (!string.IsNullOrWhiteSpace(order.System))
            {
                json.WriteString("system", order.System);
            }

            WriteMessages(json, order, print);
            json.WriteBoolean("stream", true);
            var thinks = ThinkingOrder.Write(json, order);

            // The two exclude each other, and newer models refuse any but the usual one.
            if (order.Temperature is { } temperature && !thinks && ThinkingOrder.TakesTemperature(order.Model))
            {
                json.WriteNumber("temperature", Math.Clamp(temperature, 0, 1));
            }

            if (order.EndUser is { } user)
            {
                json.WriteStartObject("metadata");
                json.WriteString("user_id", user);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return new(buffer.WrittenSpan.ToArray(), print.Current);
    }

    private static void WriteMessages(Utf8JsonWriter json, TextOrder order, ConversationPrint print)
    {
        var message = new ArrayBufferWriter<byte>(1024);
        json.WriteStartArray("messages");
        foreach (var turns in AlternatingTurns.Of(order.Turns))
        {
            message.ResetWrittenCount();
            using (var one = new Utf8JsonWriter(message, Writing))
            {
                one.WriteStartObject();
                one.WriteString("role", turns[0].Role == TurnRole.User ? "user" : "assistant");
                WriteContent(one, turns, ThinkingEcho.Of(turns, order, print.Current));
                one.WriteEndObject();
            }

            json.WriteRawValue(message.WrittenSpan, skipInputValidation: true);
            print.Add(message.WrittenSpan);
        }

        json.WriteEndArray();
    }

    private static void WriteContent(Utf8JsonWriter json, IReadOnlyList<TextTurn> turns, IReadOnlyList<KeptBlock> thinking)
    {
        if (turns.Count == 1 && turns[0].Images is not { Count: > 0 } && thinking.Count == 0)
        {
            json.WriteString("content", turns[0].Text);
            return;
        }

        json.WriteStartArray("content");
        foreach (var block in thinking)
        {
            JsonSerializer.Serialize(json, block, AnthropicJson.Default.KeptBlock);
        }

        foreach (var turn in turns)
        {
            WriteBlocks(json, turn);
        }

        json.WriteEndArray();
    }

    /// <summary>Pictures before their question, as the vendor advises. An empty text block would be refused.</summary>
    private static void WriteBlocks(Utf8JsonWriter json, TextTurn turn)
    {
        foreach (var image in turn.Images ?? [])
        {
            json.WriteStartObject();
            json.WriteString("type", "image");
            json.WriteStartObject("source");
            json.WriteString("type", "base64");
            json.WriteString("media_type", image.MediaType);
            json.WriteBase64String("data", image.Bytes.Span);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        if (!string.IsNullOrWhiteSpace(turn.Text))
        {
            json.WriteStartObject();
            json.WriteString("type", "text");
            json.WriteString("text", turn.Text);
            json.WriteEndObject();
        }
    }
}
