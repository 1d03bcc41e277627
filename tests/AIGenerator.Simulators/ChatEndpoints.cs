using System.Text.Json;

namespace AIGenerator.Simulators;

/// <summary>Chat completions and models in both dialects.</summary>
internal static class ChatEndpoints
{
    public static void Map(WebApplication app, Simulator simulator)
    {
        app.MapPost("/v1/chat/completions", http => AnswerAsync(http, simulator, isOpenRouter: false));
        app.MapPost("/api/v1/chat/completions", http => AnswerAsync(http, simulator, isOpenRouter: true));
        app.MapGet("/v1/models", http => ListAsync(http, simulator, OpenAIModels));
        app.MapGet("/api/v1/models", http => ListAsync(http, simulator, OpenRouterModels));
        app.MapGet("/api/v1/key", http => ListAsync(http, simulator, """{"data":{"label":"sk-or-v1-sim","limit":null,"limit_remaining":null,"usage":0,"is_free_tier":false,"is_management_key":false}}"""));
    }

    private const string OpenAIModels =
        """{"object":"list","data":[{"id":"sim-model","object":"model","created":1765313051,"owned_by":"system","shutdown_date":null,"max_model_len":32768},{"id":"sim-embed","object":"model","created":1765313051,"owned_by":"system"}]}""";

    private const string OpenRouterModels =
        """{"data":[{"id":"openai/gpt-5.2","name":"OpenAI: GPT-5.2","context_length":400000,"pricing":{"prompt":"0.00000175","completion":"0.000014"},"expiration_date":null},{"id":"openai/gpt-5","name":"OpenAI: GPT-5","context_length":400000,"pricing":{"prompt":"0.00000125","completion":"0.00001"},"expiration_date":"2026-12-11"}],"total_count":2,"links":{"next":null}}""";

    private static async Task AnswerAsync(HttpContext http, Simulator simulator, bool isOpenRouter)
    {
        var body = await RecordAsync(http, simulator);
        using var json = JsonDocument.Parse(body);
        var order = json.RootElement;
        var plan = simulator.PlanFor(PromptOf(order));
        http.RequestAborted.Register(simulator.ClientHasLeft);
        if (plan.Fault == "reset")
        {
            http.Abort();
            return;
        }

        try
        {
            if (!await Refusals.TryAsync(http, plan, isOpenRouter, LimitOf(order)))
            {
                await new ChatStream(http, plan, isOpenRouter, order).WriteAsync(http.RequestAborted);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested)
        {
            simulator.ClientHasLeft();
        }
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
