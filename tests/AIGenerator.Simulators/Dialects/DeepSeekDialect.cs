using System.Text.Json;

namespace AIGenerator.Simulators.Dialects;

/// <summary>DeepSeek's: keep-alives everywhere, the count beside the finish, an assistant turn without its reasoning refused.</summary>
internal sealed class DeepSeekDialect : SimDialect
{
    /// <summary>What stands before a body that was waited for.</summary>
    public const string EmptyLines = "\n\n\n";

    public override string Path => "/deepseek";

    public override string Models => List("deepseek-flash");

    public override IReadOnlyList<string> Ended => ["deepseek-chat", "deepseek-reasoner"];

    public override string? KeepAlive => "keep-alive";

    public override UsagePlace UsagePlace => UsagePlace.FinishChunk;

    public override string InStream => """{"error":{"message":"Internal error","type":"server_error","param":null,"code":"internal_error"}}""";

    public override (int Status, string Body)? Refusal(string fault, long maxTokens) => fault switch
    {
        "400" => Error(422, "Failed to deserialize the JSON body into the target type", "invalid_request_error", "invalid_request_error"),
        "401" => Error(401, "Authentication Fails, Your api key: ****cret is invalid", "authentication_error", "invalid_request_error"),
        "402" => Error(402, "Insufficient Balance", "unknown_error", "invalid_request_error"),
        "403" => Error(400, "Content Exists Risk", "invalid_request_error", "invalid_request_error"),
        "404" => Error(400, "Model Not Exist", "invalid_request_error", "invalid_request_error"),
        "413" => Error(400, "This model's maximum context length is 1000000 tokens.", "invalid_request_error", "invalid_request_error"),
        "429" => Error(429, "Rate limit reached", "rate_limit", null),
        "500" => Error(500, "Internal error", "server_error", null),
        "503" => Error(503, "Service is too busy", "service_unavailable_error", "service_unavailable_error"),
        "error-inside" => (200, EmptyLines + Error(200, "The server is overloaded", "server_overloaded", null).Body),
        "no-reasoning" => Error(400, "The `reasoning_content` in the thinking mode must be passed back to the API.", "invalid_request_error", "invalid_request_error"),
        _ => null,
    };

    public override string? Objection(JsonElement order) =>
        Thinks(order) && order.GetProperty("messages").EnumerateArray().Any(
            turn => turn.GetProperty("role").GetString() == "assistant" && !turn.TryGetProperty("reasoning_content", out _))
            ? "no-reasoning"
            : null;

    public override string ChunkEnd(bool wantsUsage) => ",\"usage\":null";

    public override string Usage(int words, int reasoning) =>
        $$$"""{"prompt_tokens":20,"completion_tokens":{{{words + reasoning}}},"total_tokens":{{{words + reasoning + 20}}},"prompt_cache_hit_tokens":5,"prompt_cache_miss_tokens":15,"completion_tokens_details":{"reasoning_tokens":{{{reasoning}}}}}""";
}
