using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using AIGenerator.Providers.Text;

namespace AIGenerator.Providers.Google;

/// <summary>Writes the request body. Roles are only <c>user</c> and <c>model</c>, and they must alternate.</summary>
internal static partial class GenerateRequest
{
    // The body goes to an API, never into HTML: Cyrillic stays as it is, at a third of the bytes.
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(TextOrder order)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            if (!string.IsNullOrWhiteSpace(order.System))
            {
                json.WriteStartObject("systemInstruction");
                json.WriteStartArray("parts");
                WriteText(json, order.System);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteStartArray("contents");
            foreach (var turns in AlternatingTurns.Of(order.Turns))
            {
                WriteContent(json, turns, order);
            }

            json.WriteEndArray();
            WriteConfig(json, order);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteContent(Utf8JsonWriter json, IReadOnlyList<TextTurn> turns, TextOrder order)
    {
        json.WriteStartObject();
        json.WriteString("role", turns[0].Role == TurnRole.User ? "user" : "model");
        json.WriteStartArray("parts");
        foreach (var turn in turns)
        {
            WriteParts(json, turn, SignatureEcho.Of(turn, order.Model));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Signed parts stay apart from the rest, even empty ones: joined they would not be what was signed.</summary>
    private static void WriteParts(Utf8JsonWriter json, TextTurn turn, IReadOnlyList<SignedPart> signed)
    {
        var at = 0;
        foreach (var part in signed)
        {
            WriteTextUnlessEmpty(json, turn.Text[at..part.At]);
            at = part.At + part.Length;
            WriteText(json, turn.Text[part.At..at], part.Signature);
        }

        WriteTextUnlessEmpty(json, turn.Text[at..]);
        foreach (var image in turn.Images ?? [])
        {
            json.WriteStartObject();
            json.WriteStartObject("inlineData");
            json.WriteString("mimeType", image.MediaType);
            json.WriteBase64String("data", image.Bytes.Span);
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    private static void WriteTextUnlessEmpty(Utf8JsonWriter json, string text)
    {
        if (text.Length > 0)
        {
            WriteText(json, text);
        }
    }

    private static void WriteText(Utf8JsonWriter json, string text, string? signature = null)
    {
        json.WriteStartObject();
        json.WriteString("text", text);
        if (signature is not null)
        {
            json.WriteString("thoughtSignature", signature);
        }

        json.WriteEndObject();
    }

    private static void WriteConfig(Utf8JsonWriter json, TextOrder order)
    {
        json.WriteStartObject("generationConfig");
        json.WriteNumber("maxOutputTokens", order.MaxOutputTokens);
        if (order.Temperature is { } temperature && TakesTemperature(order.Model))
        {
            json.WriteNumber("temperature", temperature);
        }

        json.WriteStartObject("thinkingConfig");
        if (LevelOf(order) is { } level)
        {
            json.WriteString("thinkingLevel", level);
        }

        if (order.Reasoning != ReasoningEffort.None)
        {
            json.WriteBoolean("includeThoughts", true);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Given up by the vendor from 3.6 Flash on, and refused from 3.8 (read 2026-11).</summary>
    private static bool TakesTemperature(string model) =>
        Version().Match(model) is not { Success: true } version
        || (Number(version.Groups[1]), Number(version.Groups[2])) is ( < 3, _) or (3, < 6);

    private static int Number(Group digits) => digits.Success ? int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex("^gemini-([0-9]{1,3})(?:\\.([0-9]{1,3}))?(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Version();

    private static string? LevelOf(TextOrder order) => order.Reasoning switch
    {
        ReasoningEffort.Default => null,
        ReasoningEffort.None => KnowsMinimal(order.Model) ? "minimal" : "low",
        ReasoningEffort.Low => "low",
        ReasoningEffort.Medium => "medium",
        ReasoningEffort.High => "high",
    };

    /// <summary>No model can be told not to think at all; Pro models and Flash from 3.7 on do not even know "minimal" (read 2026-11).</summary>
    private static bool KnowsMinimal(string model) =>
        model.Contains("-flash-lite", StringComparison.Ordinal)
        || model.StartsWith("gemini-3-flash", StringComparison.Ordinal)
        || model.StartsWith("gemini-3.5-flash", StringComparison.Ordinal)
        || model.StartsWith("gemini-3.6-flash", StringComparison.Ordinal);
}
