using System.Globalization;
using System.Text.Json;

namespace AIGenerator.Simulators;

/// <summary>Error bodies as the two vendors write them.</summary>
internal static class Refusals
{
    /// <summary>Answers with a fault that comes before the stream; false where the plan has none.</summary>
    public static async Task<bool> TryAsync(HttpContext http, SimPlan plan, bool isOpenRouter, long maxTokens)
    {
        if (plan.Fault == "502")
        {
            await TextAsync(http, 502, "text/html", "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>");
            return true;
        }

        if (plan.Fault is "html" or "empty")
        {
            await TextAsync(http, 200, plan.Fault == "html" ? "text/html" : "text/event-stream", plan.Fault == "html" ? "<html><body>Sign in to continue</body></html>" : "");
            return true;
        }

        if (BodyOf(plan.Fault, isOpenRouter, maxTokens) is not var (status, body))
        {
            return false;
        }

        if (plan.RetryAfter is { } seconds)
        {
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        await TextAsync(http, status, "application/json", body);
        return true;
    }

    /// <summary>The error that comes inside a stream.</summary>
    public static string InStream(bool isOpenRouter) => isOpenRouter
        ? """{"id":"gen-sim","object":"chat.completion.chunk","error":{"code":"server_error","message":"Provider disconnected"},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}"""
        : """{"error":{"message":"The server had an error","type":"server_error","param":null,"code":"upstream_error"}}""";

    private static (int Status, string Body)? BodyOf(string fault, bool isOpenRouter, long maxTokens) => isOpenRouter
        ? fault switch
        {
            "400" => OpenRouter(400, "Unsupported parameter", "invalid_request"),
            "401" => OpenRouter(401, "Missing Authentication header", "authentication"),
            "402" => OpenRouter(402, $"This request requires more credits, or fewer max_tokens. You requested up to {maxTokens} tokens, but can only afford 12.", "payment_required"),
            "403" => (403, """{"error":{"code":403,"message":"Your chosen model requires moderation and your input was flagged","metadata":{"reasons":["violence"],"flagged_input":"...","provider_name":"OpenAI","model_slug":"openai/gpt-5.2"}},"user_id":"user_sim"}"""),
            "404" => (400, """{"error":{"message":"acme/x is not a valid model ID","error_type":"invalid_request","http_status":400,"availability":{"code":"model_not_found","retryable":false,"requested_models":["acme/x"]}},"user_id":"user_sim"}"""),
            "413" => OpenRouter(400, "This endpoint's maximum context length is 8192 tokens.", "context_length_exceeded"),
            "429" => OpenRouter(429, "Rate limit exceeded", "rate_limit_exceeded"),
            "500" => OpenRouter(500, "Internal Server Error", "server"),
            "503" => OpenRouter(503, "Provider is overloaded", "provider_overloaded"),
            "error-inside" => (200, """{"error":{"code":503,"message":"Provider returned error","metadata":{"error_type":"provider_unavailable"}},"user_id":"user_sim"}"""),
            _ => null,
        }
        : fault switch
        {
            "400" => OpenAI(400, "Unsupported parameter: 'max_tokens'", "invalid_request_error", "unsupported_parameter"),
            "401" => OpenAI(401, "Incorrect API key provided: sk-secret", "invalid_request_error", "invalid_api_key"),
            "402" => OpenAI(429, "You exceeded your current quota", "insufficient_quota", "insufficient_quota"),
            "403" => OpenAI(400, "Your request was rejected by the safety system", "invalid_request_error", "content_policy_violation"),
            "404" => OpenAI(404, "The model `x` does not exist", "invalid_request_error", "model_not_found"),
            "413" => OpenAI(400, "Your input exceeds the limit", "invalid_request_error", "context_length_exceeded"),
            "429" => OpenAI(429, "Rate limit reached", "requests", "rate_limit_exceeded"),
            "500" => OpenAI(500, "The server had an error", "server_error", null),
            "503" => OpenAI(503, "Slow down", "server_error", "slow_down"),
            "error-inside" => (200, """{"code":"The service is currently unavailable","error":"The model did not respond"}"""),
            _ => null,
        };

    private static (int Status, string Body) OpenRouter(int status, string message, string errorType) => (status, JsonSerializer.Serialize(
        new { error = new { code = status, message, metadata = new { error_type = errorType } }, user_id = "user_sim" }));

    private static (int Status, string Body) OpenAI(int status, string message, string type, string? code) =>
        (status, JsonSerializer.Serialize(new { error = new { message, type, param = (string?)null, code } }));

    private static async Task TextAsync(HttpContext http, int status, string type, string body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        await http.Response.WriteAsync(body, http.RequestAborted);
    }
}
