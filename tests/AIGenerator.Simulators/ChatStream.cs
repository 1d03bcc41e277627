using System.Text;
using System.Text.Json;
using AIGenerator.Simulators.Dialects;
using Microsoft.AspNetCore.Connections.Features;

namespace AIGenerator.Simulators;

/// <summary>Writes one streamed answer, on its beat, with the plan's faults and oddities.</summary>
internal sealed class ChatStream(HttpContext http, SimPlan plan, SimDialect dialect, JsonElement order)
{
    private static readonly byte[] Citation = "[1] "u8.ToArray();

    private static readonly byte[][] Vocabulary = [.. Simulators.Vocabulary.Words.Select(Encoding.UTF8.GetBytes)];

    private readonly string _model = order.TryGetProperty("model", out var model) ? model.GetString() ?? "" : "";
    private readonly bool _thinks = plan.Reasons && dialect.Thinks(order);
    private readonly string _end = plan.Has("crlf") ? "\r\n\r\n" : "\n\n";

    public async Task WriteAsync(CancellationToken ct)
    {
        if (plan.Has("whole"))
        {
            await WriteWholeAsync(ct);
            return;
        }

        http.Response.ContentType = "text/event-stream; charset=utf-8";
        http.Response.Headers.CacheControl = "no-cache";
        if (dialect.IdHeader is { } header)
        {
            http.Response.Headers[header] = "gen-sim";
        }

        if (dialect.KeepAlive is not null || plan.Has("comments"))
        {
            await SendAsync($": {dialect.KeepAlive ?? "waiting"}{_end}", ct);
        }

        if (plan.Fault == "silence")
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
        }

        if (plan.Fault == "error-event")
        {
            await EventAsync(dialect.InStream, ct);
            return;
        }

        if (_thinks)
        {
            await ThinkAsync(ct);
        }

        if (await SpeakAsync(ct))
        {
            await EndAsync(ct);
        }
    }

    private async Task ThinkAsync(CancellationToken ct)
    {
        foreach (var text in plan.Thoughts)
        {
            await EventAsync(Chunk(dialect.ReasoningDelta(text), null), ct);
        }
    }

    /// <summary>The words; false where a fault ended them.</summary>
    private async Task<bool> SpeakAsync(CancellationToken ct)
    {
        var parts = Chunk("""{"content":"~"}""", null).Split('~');
        var (head, tail) = (Encoding.UTF8.GetBytes("data: " + parts[0]), Encoding.UTF8.GetBytes(parts[1] + _end));
        var beat = new Beat(plan.Rate);
        var said = plan.Pieces?.Select(Encoding.UTF8.GetBytes).ToArray();
        var words = plan.Fault == "nothing" ? 0 : said?.Length ?? plan.Tokens;
        var buffer = new byte[head.Length + tail.Length + 64];
        for (var at = 0; at < words; at++)
        {
            if (at == plan.After && await FaultAsync(ct))
            {
                return false;
            }

            await beat.NextAsync(ct);
            var word = said?[at] ?? (plan.Has("cite") && at % 5 == 4 ? Citation : Vocabulary[at % Vocabulary.Length]);
            head.CopyTo(buffer, 0);
            word.CopyTo(buffer, head.Length);
            tail.CopyTo(buffer, head.Length + word.Length);
            await SendAsync(buffer.AsMemory(0, head.Length + word.Length + tail.Length), ct);
            if (plan.Has("usage-each"))
            {
                // As xAI and Gemini do: all so far, with what it thought in secret.
                await EventAsync($$"""{"id":"gen-sim","choices":[],"usage":{{Usage(at + 1, 500)}}}""", ct);
            }

            if (at == 1 && plan.Has("tool-call"))
            {
                await EventAsync(Chunk("""{"tool_calls":[{"index":0,"id":"call_sim","type":"function","function":{"name":"f","arguments":"{}"}}]}""", null), ct);
            }
        }

        return true;
    }

    private async Task<bool> FaultAsync(CancellationToken ct)
    {
        switch (plan.Fault)
        {
            case "error-mid":
                await EventAsync(dialect.InStream, ct);
                return true;
            case "garbage":
                await EventAsync("""{"id":"gen-sim","choices":[{"index":0,"delta":{"cont""", ct);
                return true;
            case "cut":
                await HangUpAsync();
                return true;
            case "stall":
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
                return true;
            case "filter":
                await EventAsync(Chunk("{}", "content_filter"), ct);
                await EventAsync("[DONE]", ct);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Closes the connection in mid-answer, yet delivers what was written: an abort would throw away what the client had not read.</summary>
    private async Task HangUpAsync()
    {
        var wire = http.Features.Get<IConnectionTransportFeature>()!.Transport.Output;
        await wire.CompleteAsync();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.Features.Get<IConnectionLifetimeFeature>()!.ConnectionClosed);
    }

    private async Task EndAsync(CancellationToken ct)
    {
        var counts = !plan.Has("no-usage") && (dialect.AlwaysCounts || WantsUsage());
        var isBesideFinish = dialect.UsagePlace == UsagePlace.FinishChunk;
        await EventAsync(Chunk("{}", plan.Fault == "length" ? "length" : "stop", counts && isBesideFinish), ct);
        if (counts && (!isBesideFinish || plan.Has("usage-twice") || plan.Has("usage-with-choices")))
        {
            var choices = plan.Has("usage-with-choices") ? """[{"index":0,"delta":{"content":""},"finish_reason":"stop"}]""" : "[]";
            var chunk = $$"""{"id":"gen-sim","object":"chat.completion.chunk","created":1767000000,"model":{{Quoted(_model)}},"choices":{{choices}},"usage":{{Usage()}}}""";
            await EventAsync(chunk, ct);
            if (plan.Has("usage-twice"))
            {
                await EventAsync(chunk, ct);
            }
        }

        if (!plan.Has("no-done"))
        {
            await EventAsync("[DONE]", ct);
        }
    }

    private async Task WriteWholeAsync(CancellationToken ct)
    {
        http.Response.ContentType = "application/json";
        var text = string.Concat(Enumerable.Range(0, plan.Tokens).Select(at => Encoding.UTF8.GetString(Vocabulary[at % Vocabulary.Length])));
        var wait = dialect is DeepSeekDialect ? DeepSeekDialect.EmptyLines : "";
        await http.Response.WriteAsync(
            $$"""{{wait}}{"id":"gen-sim","object":"chat.completion","created":1767000000,"model":{{Quoted(_model)}},"choices":[{"index":0,"message":{"role":"assistant","content":"{{text}}"},"finish_reason":"stop"}],"usage":{{Usage()}}}""",
            ct);
    }

    private bool WantsUsage() =>
        order.TryGetProperty("stream_options", out var options) && options.TryGetProperty("include_usage", out var wanted) && wanted.GetBoolean();

    private string Usage() => Usage(plan.Fault == "nothing" ? 0 : plan.Tokens, plan.Has("usage-each") ? 500 : _thinks ? 4 : 0);

    private string Usage(int words, int reasoning) => dialect.Usage(words, reasoning);

    private string Chunk(string delta, string? finish, bool counts = false)
    {
        var reason = finish is not null ? ",\"finish_reason\":" + Quoted(finish) : dialect.LeavesOutFinish ? "" : ",\"finish_reason\":null";
        var inChoice = counts && plan.Has("usage-in-choice") ? ",\"usage\":" + Usage() : "";
        var end = counts && inChoice.Length == 0 ? ",\"usage\":" + Usage() : dialect.ChunkEnd(WantsUsage());
        return $$"""{"id":"gen-sim","object":"chat.completion.chunk","created":1767000000,"model":{{Quoted(_model)}},"choices":[{"index":0,"delta":{{delta}},"logprobs":null{{reason}}{{inChoice}}}]{{end}}}""";
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    private Task EventAsync(string data, CancellationToken ct) => SendAsync("data: " + data + _end, ct);

    private Task SendAsync(string text, CancellationToken ct) => SendAsync(Encoding.UTF8.GetBytes(text), ct);

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        var step = plan.Has("split") ? 1 : bytes.Length;
        for (var at = 0; at < bytes.Length; at += step)
        {
            await http.Response.BodyWriter.WriteAsync(bytes.Slice(at, Math.Min(step, bytes.Length - at)), ct);
        }

        ct.ThrowIfCancellationRequested();
    }
}
