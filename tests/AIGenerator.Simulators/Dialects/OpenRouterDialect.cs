using System.Globalization;
using System.Text.Json;

namespace AIGenerator.Simulators.Dialects;

/// <summary>OpenRouter's.</summary>
internal sealed class OpenRouterDialect : SimDialect
{
    public override string Path => "/api/v1";

    public override string Models =>
        """{"data":[{"id":"openai/gpt-5.2","name":"OpenAI: GPT-5.2","context_length":400000,"pricing":{"prompt":"0.00000175","completion":"0.000014"},"expiration_date":null},{"id":"openai/gpt-5","name":"OpenAI: GPT-5","context_length":400000,"pricing":{"prompt":"0.00000125","completion":"0.00001"},"expiration_date":"2026-12-11"}],"total_count":2,"links":{"next":null}}""";

    public override string? IdHeader => "X-Generation-Id";

    public override string? KeepAlive => "OPENROUTER PROCESSING";

    public override bool AlwaysCounts => true;

    public override string InStream =>
        """{"id":"gen-sim","object":"chat.completion.chunk","error":{"code":"server_error","message":"Provider disconnected"},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}""";

    public override (int Status, string Body)? Refusal(string fault, long maxTokens) => fault switch
    {
        "400" => Body(400, "Unsupported parameter", "invalid_request"),
        "401" => Body(401, "Missing Authentication header", "authentication"),
        "402" => Body(402, $"This request requires more credits, or fewer max_tokens. You requested up to {maxTokens} tokens, but can only afford 12.", "payment_required"),
        "403" => (403, """{"error":{"code":403,"message":"Your chosen model requires moderation and your input was flagged","metadata":{"reasons":["violence"],"flagged_input":"...","provider_name":"OpenAI","model_slug":"openai/gpt-5.2"}},"user_id":"user_sim"}"""),
        "404" => (400, """{"error":{"message":"acme/x is not a valid model ID","error_type":"invalid_request","http_status":400,"availability":{"code":"model_not_found","retryable":false,"requested_models":["acme/x"]}},"user_id":"user_sim"}"""),
        "413" => Body(400, "This endpoint's maximum context length is 8192 tokens.", "context_length_exceeded"),
        "429" => Body(429, "Rate limit exceeded", "rate_limit_exceeded"),
        "500" => Body(500, "Internal Server Error", "server"),
        "503" => Body(503, "Provider is overloaded", "provider_overloaded"),
        "error-inside" => (200, """{"error":{"code":503,"message":"Provider returned error","metadata":{"error_type":"provider_unavailable"}},"user_id":"user_sim"}"""),
        _ => null,
    };

    public override string ReasoningDelta(string text) =>
        $$"""{"role":"assistant","content":"","reasoning":"{{text}}","reasoning_details":[{"type":"reasoning.text","text":"{{text}}","format":"unknown","index":0}]}""";

    public override string Usage(int words, int reasoning)
    {
        var cost = ((words + reasoning) * 0.00001m).ToString(CultureInfo.InvariantCulture);
        return $$$"""{"prompt_tokens":20,"completion_tokens":{{{words + reasoning}}},"total_tokens":{{{words + reasoning + 20}}},"prompt_tokens_details":{"cached_tokens":5},"completion_tokens_details":{"reasoning_tokens":{{{reasoning}}}},"cost":{{{cost}}},"is_byok":false}""";
    }

    private static (int Status, string Body) Body(int status, string message, string errorType) => (status, JsonSerializer.Serialize(
        new { error = new { code = status, message, metadata = new { error_type = errorType } }, user_id = "user_sim" }));
}
