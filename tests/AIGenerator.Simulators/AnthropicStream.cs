using System.Text.Json;

namespace AIGenerator.Simulators;

/// <summary>Named events: a message, its blocks, pings between, running totals that are corrected at the end.</summary>
internal sealed class AnthropicStream(HttpContext http, SimPlan plan, JsonElement order) : AnswerStream(http, plan)
{
    private readonly string _model = JsonSerializer.Serialize(order.GetProperty("model").GetString());
    private readonly string _signature = AnthropicEndpoints.SignatureAfter(order, order.GetProperty("messages").GetArrayLength());

    private int TextBlock => Plan.Reasons ? 1 : 0;

    protected override string Whole() =>
        $$"""{"id":"msg_sim","type":"message","role":"assistant","model":{{_model}},"content":[{"type":"text","text":"{{Vocabulary.Text(Words)}}"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{{FinalUsage()}}}""";

    protected override async Task BeginAsync(CancellationToken ct)
    {
        await StartAsync(ct);
        if (Plan.Reasons)
        {
            await ThinkAsync(ct);
        }

        if (Words > 0 && !(Plan.Fault == "filter" && Plan.After == 0))
        {
            await EventAsync("content_block_start", $$""","index":{{TextBlock}},"content_block":{"type":"text","text":""}""", ct);
            await EventAsync("ping", "", ct);
        }
    }

    protected override async Task SayAsync(string word, int number, CancellationToken ct)
    {
        await EventAsync("content_block_delta", $$""","index":{{TextBlock}},"delta":{"type":"text_delta","text":"{{word}}"}""", ct);
        if (number == 4 && Plan.Has("comments"))
        {
            await EventAsync("ping", "", ct);
            await EventAsync("something_new", ",\"index\":0,\"novelty\":{}", ct);
        }

        if (number == 2 && Plan.Has("tool-call"))
        {
            await EventAsync("content_block_start", ",\"index\":7,\"content_block\":{\"type\":\"tool_use\",\"id\":\"toolu_sim\",\"name\":\"f\",\"input\":{}}", ct);
            await EventAsync("content_block_delta", ",\"index\":7,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"\"}", ct);
            await EventAsync("content_block_stop", ",\"index\":7", ct);
        }

        // A recorded oddity: the beginning spliced into the middle.
        if (number == 5 && Plan.Has("usage-with-choices"))
        {
            await StartAsync(ct);
        }
    }

    protected override async Task EndAsync(CancellationToken ct)
    {
        if (Words > 0)
        {
            await EventAsync("content_block_stop", $$""","index":{{TextBlock}}""", ct);
        }

        await StopAsync(Plan.Fault == "length" ? "max_tokens" : "end_turn", ct);
    }

    protected override Task ErrorAsync(CancellationToken ct) =>
        EventAsync("error", Plan.Has("overloaded") ? ""","error":{"type":"overloaded_error","message":"Overloaded"}""" : ""","error":{"type":"api_error","message":"Internal server error"}""", ct);

    protected override Task FilterAsync(CancellationToken ct) => StopAsync("refusal", ct);

    protected override Task GarbageAsync(CancellationToken ct) =>
        SendAsync($"event: content_block_delta{Eol}data: {{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{{\"te{Eol}{Eol}", ct);

    private async Task ThinkAsync(CancellationToken ct)
    {
        await EventAsync("content_block_start", ""","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}""", ct);
        foreach (var text in Plan.Thoughts)
        {
            await EventAsync("content_block_delta", $$""","index":0,"delta":{"type":"thinking_delta","thinking":"{{text}}"}""", ct);
        }

        await EventAsync("content_block_delta", $$""","index":0,"delta":{"type":"signature_delta","signature":"{{_signature}}"}""", ct);
        await EventAsync("content_block_stop", ",\"index\":0", ct);
    }

    private Task StartAsync(CancellationToken ct)
    {
        var usage = Plan.Has("no-usage") ? "" : ""","usage":{"input_tokens":9,"cache_creation_input_tokens":3,"cache_read_input_tokens":5,"output_tokens":1}""";
        return EventAsync("message_start", $$""","message":{"id":"msg_sim","type":"message","role":"assistant","model":{{_model}},"content":[],"stop_reason":null,"stop_sequence":null{{usage}}}""", ct);
    }

    private async Task StopAsync(string reason, CancellationToken ct)
    {
        var usage = Plan.Has("no-usage") ? "" : $",\"usage\":{FinalUsage()}";
        for (var times = Plan.Has("usage-twice") ? 2 : 1; times > 0; times--)
        {
            await EventAsync("message_delta", $$""","delta":{"stop_reason":"{{reason}}","stop_sequence":null}{{usage}}""", ct);
        }

        if (!Plan.Has("no-done"))
        {
            await EventAsync("message_stop", "", ct);
        }
    }

    /// <summary>20 input tokens: 12 fresh (9 at first), 3 written to the cache, 5 read from it.</summary>
    private string FinalUsage()
    {
        var thinking = Plan.Reasons ? 4 : 0;
        var written = Plan.Has("whole") ? "3" : "null";
        return $$$"""{"input_tokens":12,"cache_creation_input_tokens":{{{written}}},"cache_read_input_tokens":5,"output_tokens":{{{Words + thinking}}},"output_tokens_details":{"thinking_tokens":{{{thinking}}}}}""";
    }

    private Task EventAsync(string type, string members, CancellationToken ct) =>
        SendAsync($"event: {type}{Eol}data: {{\"type\":\"{type}\"{members}}}{Eol}{Eol}", ct);
}
