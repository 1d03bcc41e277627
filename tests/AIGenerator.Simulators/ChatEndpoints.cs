using System.Text.Json;
using AIGenerator.Simulators.Dialects;

namespace AIGenerator.Simulators;

/// <summary>Chat completions and models in every dialect.</summary>
internal static class ChatEndpoints
{
    public static void Map(WebApplication app, Simulator simulator)
    {
        foreach (var dialect in SimDialect.All)
        {
            app.MapPost(dialect.Path + "/chat/completions", http => AnswerAsync(http, simulator, dialect));
            app.MapGet(dialect.Path + "/models", http => ListAsync(http, simulator, dialect.Models));
        }

        app.MapGet("/api/v1/key", http => ListAsync(http, simulator, """{"data":{"label":"sk-or-v1-sim","limit":null,"limit_remaining":null,"usage":0,"is_free_tier":false,"is_management_key":false}}"""));
    }

    private static async Task AnswerAsync(HttpContext http, Simulator simulator, SimDialect dialect)
    {
        var body = await RecordAsync(http, simulator);
        using var json = JsonDocument.Parse(body);
        var order = json.RootElement;
        var plan = WithObjection(simulator.PlanFor(PromptOf(order)), order, dialect);
        http.RequestAborted.Register(simulator.ClientHasLeft);
        if (plan.Fault == "reset")
        {
            http.Abort();
            return;
        }

        try
        {
            if (!await Refusals.TryAsync(http, plan, dialect, LimitOf(order)))
            {
                await new ChatStream(http, plan, dialect, order).WriteAsync(http.RequestAborted);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested)
        {
            simulator.ClientHasLeft();
        }
    }

    /// <summary>What the vendor refuses in this order whatever the plan is: ended models, wrong parameters.</summary>
    private static SimPlan WithObjection(SimPlan plan, JsonElement order, SimDialect dialect)
    {
        var isEnded = order.TryGetProperty("model", out var model) && dialect.Ended.Contains(model.GetString());
        return (isEnded ? "404" : dialect.Objection(order)) is { } fault ? plan with { Fault = fault } : plan;
    }

    private static async Task ListAsync(HttpContext http, Simulator simulator, string list)
    {
        await RecordAsync(http, simulator);
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(list, http.RequestAborted);
    }

    internal static async Task<string> RecordAsync(HttpContext http, Simulator simulator)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync(http.RequestAborted);
        var headers = http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        simulator.Remember(new SimRequest(http.Request.Method, http.Request.Path, headers, body));
        return body;
    }

    private static long LimitOf(JsonElement order) =>
        order.TryGetProperty("max_tokens", out var limit) || order.TryGetProperty("max_completion_tokens", out limit) ? limit.GetInt64() : 65_536;

    /// <summary>The last turn's text: a string, or the text parts of an array.</summary>
    private static string PromptOf(JsonElement order)
    {
        var content = order.GetProperty("messages")[order.GetProperty("messages").GetArrayLength() - 1].GetProperty("content");
        return content.ValueKind == JsonValueKind.String
            ? content.GetString()!
            : string.Join(' ', content.EnumerateArray().Where(part => part.TryGetProperty("text", out _)).Select(part => part.GetProperty("text").GetString()));
    }
}
