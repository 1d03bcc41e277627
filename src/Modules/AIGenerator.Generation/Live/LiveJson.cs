using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AIGenerator.Generation.Live;

/// <summary>Writes the messages of the topic <c>generation:{id}</c>. Written by hand: one runs for each frame of each watched text.</summary>
internal static class LiveJson
{
    // Server-sent events carry plain UTF-8: letters of any script stay as they are.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static Writer? _writer;

    public static string Snapshot(GenerationState state, List<string> blocks, string tail, string reasoning)
    {
        var json = Start();
        json.WriteString("state", Word(state.ToString()));
        WriteBlocks(json, "blocks", blocks, 0);
        json.WriteString("tail", tail);
        json.WriteString("reasoning", reasoning);
        return Finish();
    }

    public static string Delta(List<string> blocks, int blocksSeen, string tail, string addedReasoning)
    {
        var json = Start();
        WriteBlocks(json, "add", blocks, blocksSeen);
        json.WriteString("tail", tail);
        json.WriteString("reasoning", addedReasoning.Length == 0 ? null : addedReasoning);
        return Finish();
    }

    /// <summary>The end, with the error in the watcher's language.</summary>
    public static string End(LiveEnd end)
    {
        var json = Start();
        json.WriteString("state", Word(end.State.ToString()));
        json.WriteString("stopReason", end.StopReason is { } reason ? Word(reason.ToString()) : null);
        json.WriteNumber("costCredits", end.Cost.Value);
        json.WriteNumber("heldCredits", end.Held.Value);
        json.WriteNumber("durationMs", (long)end.Duration.TotalMilliseconds);
        if (end.TimeToFirst is { } first)
        {
            json.WriteNumber("timeToFirstMs", (long)first.TotalMilliseconds);
        }
        else
        {
            json.WriteNull("timeToFirstMs");
        }

        json.WriteString("model", end.Model);
        if (end.ErrorCode is { } code)
        {
            json.WriteStartObject("error");
            json.WriteString("code", code);
            json.WriteString("detail", end.ErrorDetail);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("error");
        }

        return Finish();
    }

    private static void WriteBlocks(Utf8JsonWriter json, string name, List<string> blocks, int from)
    {
        json.WriteStartArray(name);
        for (var i = from; i < blocks.Count; i++)
        {
            json.WriteStringValue(blocks[i]);
        }

        json.WriteEndArray();
    }

    private static Utf8JsonWriter Start()
    {
        _writer ??= new Writer();
        _writer.Buffer.ResetWrittenCount();
        _writer.Json.Reset();
        _writer.Json.WriteStartObject();
        return _writer.Json;
    }

    private static string Finish()
    {
        _writer!.Json.WriteEndObject();
        _writer.Json.Flush();
        return Encoding.UTF8.GetString(_writer.Buffer.WrittenSpan);
    }

    private static string Word(string value) => value.ToLowerInvariant();

    private sealed class Writer
    {
        public Writer() => Json = new Utf8JsonWriter(Buffer, Options);

        public ArrayBufferWriter<byte> Buffer { get; } = new(4_096);

        public Utf8JsonWriter Json { get; }
    }
}
