using System.Text.Json;

namespace AIGenerator.Simulators.Dialects;

/// <summary>Moonshot's: errors without a code, three sorts of 429, fixed sampling, the count beside the finish.</summary>
internal sealed class MoonshotDialect : SimDialect
{
    public override string Path => "/moonshot/v1";

    public override string Models => List("kimi-k2.6", "kimi-k3");

    public override IReadOnlyList<string> Ended =>
    [
        "kimi-k2-0711-preview", "kimi-k2-0905-preview", "kimi-k2-turbo-preview", "kimi-k2-thinking", "kimi-k2-thinking-turbo", "kimi-latest",
    ];

    public override UsagePlace UsagePlace => UsagePlace.FinishChunk;

    public override string InStream => """{"error":{"message":"The engine failed","type":"server_error"}}""";

    public override (int Status, string Body)? Refusal(string fault, long maxTokens) => fault switch
    {
        "400" => Typed(400, "invalid temperature: only 1 is allowed for this model", "invalid_request_error"),
        "401" => Typed(401, "Invalid Authentication", "invalid_authentication_error"),
        "402" => Typed(429, "Your account is suspended, please check your plan and billing details", "exceeded_current_quota_error"),
        "403" => Typed(400, "The request was rejected because it was considered high risk", "content_filter"),
        "404" => Typed(404, "Not found the model x or Permission denied", "resource_not_found_error"),
        "413" => Typed(400, "Invalid request: Your request exceeded model token limit: 262144 (requested: 269030)", "invalid_request_error"),
        "429" => Typed(429, "Your account reached max request", "rate_limit_reached_error"),
        "500" => Typed(500, "Internal error", "server_error"),
        "503" => Typed(429, "The engine is currently overloaded, please try again later", "engine_overloaded_error"),
        "error-inside" => (200, Typed(200, "The engine is currently overloaded, please try again later", "engine_overloaded_error").Body),
        "always-thinks" => Typed(400, "invalid thinking: this model cannot stop thinking", "invalid_request_error"),
        _ => null,
    };

    public override string? Objection(JsonElement order)
    {
        if (order.TryGetProperty("temperature", out var temperature) && Math.Abs(temperature.GetDouble() - 1) > 0.0001)
        {
            return "400";
        }

        return order.GetProperty("model").GetString() == "kimi-k3" && !Thinks(order) ? "always-thinks" : null;
    }

    public override string Usage(int words, int reasoning) =>
        $$$"""{"prompt_tokens":20,"completion_tokens":{{{words + reasoning}}},"total_tokens":{{{words + reasoning + 20}}},"cached_tokens":5,"completion_tokens_details":{"reasoning_tokens":{{{reasoning}}}}}""";

    private static (int Status, string Body) Typed(int status, string message, string type) => (status, JsonSerializer.Serialize(new { error = new { message, type } }));
}
