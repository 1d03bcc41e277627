using System.Text.Json;

namespace AIGenerator.Simulators;

/// <summary>Nameless events, each a whole partial response with running totals; the end is the end of the body.</summary>
internal sealed class GoogleStream(HttpContext http, SimPlan plan, string model) : AnswerStream(http, plan)
{
    private int _said;

    private int Thoughts => Plan.Reasons ? 4 : 0;

    /// <summary>The growing array that comes without <c>alt=sse</c>.</summary>
    protected override string Whole()
    {
        _said = Words;
        return $"[{Chunk($$"""{"text":"{{Vocabulary.Text(Words)}}"}""")},\r\n{Chunk("", "STOP")}]";
    }

    protected override async Task BeginAsync(CancellationToken ct)
    {
        foreach (var text in Plan.Reasons ? Plan.Thoughts : [])
        {
            await EventAsync(Chunk($$"""{"text":"{{text}}","thought":true}"""), ct);
        }
    }

    protected override async Task SayAsync(string word, int number, CancellationToken ct)
    {
        _said = number;
        await EventAsync(Chunk($$"""{"text":"{{word}}"}"""), ct);
        if (number == 2 && Plan.Has("tool-call"))
        {
            await EventAsync(Chunk("{\"functionCall\":{\"name\":\"f\",\"args\":{}},\"thoughtSignature\":\"eA==\"}"), ct);
        }
    }

    protected override async Task EndAsync(CancellationToken ct)
    {
        var signature = Plan.Reasons ? $",\"thoughtSignature\":\"{GoogleEndpoints.Signature}\"" : "";
        await EventAsync(Chunk($$"""{"text":""{{signature}}}""", Plan.Fault == "length" ? "MAX_TOKENS" : "STOP"), ct);
        if (Plan.Has("usage-twice"))
        {
            await EventAsync($$"""{"usageMetadata":{{Usage()}},"responseId":"gen-sim"}""", ct);
        }
    }

    /// <summary>No event at all: JSON between events, over several lines.</summary>
    protected override Task ErrorAsync(CancellationToken ct)
    {
        var (code, word) = Plan.Has("overloaded") ? (503, "UNAVAILABLE") : (500, "INTERNAL");
        return SendAsync($"{{{Eol}  \"error\": {{{Eol}    \"code\": {code},{Eol}    \"message\": \"Trouble\",{Eol}    \"status\": \"{word}\"{Eol}  }}{Eol}}}{Eol}", ct);
    }

    protected override Task FilterAsync(CancellationToken ct) => EventAsync(Chunk(null, "SAFETY"), ct);

    protected override Task GarbageAsync(CancellationToken ct) => SendAsync($"data: {{\"candidates\":[{{\"content\":{{\"pa{Eol}{Eol}", ct);

    private string Chunk(string? part, string? finish = null)
    {
        var content = part is null ? "" : $"\"content\":{{\"role\":\"model\",\"parts\":[{part}]}},";
        var reason = finish is null ? "" : $"\"finishReason\":\"{finish}\",";
        var usage = Plan.Has("no-usage") ? "" : $"\"usageMetadata\":{Usage()},";
        return $$"""{"candidates":[{{{content}}{{reason}}"index":0}],{{usage}}"modelVersion":{{JsonSerializer.Serialize(model)}},"responseId":"gen-sim"}""";
    }

    /// <summary>Zeros are left out; thoughts stand beside the candidates.</summary>
    private string Usage()
    {
        var candidates = _said == 0 ? "" : $"\"candidatesTokenCount\":{_said},";
        var thoughts = Thoughts == 0 ? "" : $"\"thoughtsTokenCount\":{Thoughts},";
        return $$"""{"promptTokenCount":20,"cachedContentTokenCount":5,{{candidates}}{{thoughts}}"totalTokenCount":{{20 + _said + Thoughts}}}""";
    }

    private Task EventAsync(string json, CancellationToken ct) => SendAsync($"data: {json}{Eol}{Eol}", ct);
}
