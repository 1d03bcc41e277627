using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AIGenerator.Simulators;

/// <summary>Anthropic's Messages API, with the checks that its users run into.</summary>
internal static class AnthropicEndpoints
{
    public static void Map(WebApplication app, Simulator simulator) =>
        app.MapPost("/anthropic/v1/messages", http => Exchange.AnswerAsync(http, simulator, PromptOf, (plan, order) => AnswerAsync(http, plan, order)));

    /// <summary>What a thinking block is signed with: bound to all that stood before it, as newer models bind theirs.</summary>
    public static string SignatureAfter(JsonElement order, int messages)
    {
        var before = new StringBuilder(order.TryGetProperty("system", out var system) ? system.GetRawText() : "");
        foreach (var message in order.GetProperty("messages").EnumerateArray().Take(messages))
        {
            before.Append(message.GetRawText());
        }

        return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(before.ToString())));
    }

    private static async Task AnswerAsync(HttpContext http, SimPlan plan, JsonElement order)
    {
        http.Response.Headers["request-id"] = "req_sim";
        if (await Exchange.TryGatewayAsync(http, plan))
        {
            return;
        }

        if ((Complaint(http, order) ?? Refusal(plan)) is var (status, body))
        {
            if (plan.RetryAfter is { } seconds)
            {
                http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            }

            await Exchange.TextAsync(http, status, "application/json", body);
            return;
        }

        await new AnthropicStream(http, plan, order).WriteAsync(http.RequestAborted);
    }

    private static (int Status, string Body)? Complaint(HttpContext http, JsonElement order)
    {
        if (http.Request.Headers["x-api-key"].Count == 0)
        {
            return Error(401, "authentication_error", "x-api-key header is required");
        }

        if (http.Request.Headers["anthropic-version"].Count == 0)
        {
            return Error(400, "invalid_request_error", "anthropic-version: header is required");
        }

        if (!order.TryGetProperty("max_tokens", out _))
        {
            return Error(400, "invalid_request_error", "max_tokens: Field required");
        }

        if (order.GetProperty("model").GetString()!.StartsWith("claude-3", StringComparison.Ordinal))
        {
            return Error(404, "not_found_error", "model: " + order.GetProperty("model").GetString());
        }

        return order.GetProperty("messages").EnumerateArray().Select((message, at) => Complaint(order, message, at)).FirstOrDefault(found => found is not null);
    }

    private static (int Status, string Body)? Complaint(JsonElement order, JsonElement message, int at)
    {
        if (message.GetProperty("role").GetString() == "system")
        {
            return Error(400, "invalid_request_error", "messages: Unexpected role \"system\"");
        }

        var content = message.GetProperty("content");
        if (content.ValueKind == JsonValueKind.String)
        {
            return content.GetString()!.Length == 0 ? Error(400, "invalid_request_error", "messages: text content blocks must be non-empty") : null;
        }

        foreach (var block in content.EnumerateArray())
        {
            if (block.TryGetProperty("text", out var text) && text.GetString()!.Length == 0)
            {
                return Error(400, "invalid_request_error", "messages: text content blocks must be non-empty");
            }

            if (block.TryGetProperty("signature", out var signature) && signature.GetString() != SignatureAfter(order, at))
            {
                return Error(400, "invalid_request_error", $"messages.{at}.content.0: Invalid `signature` in `thinking` block");
            }
        }

        return null;
    }

    private static (int Status, string Body)? Refusal(SimPlan plan) => plan.Fault switch
    {
        "400" => Error(400, "invalid_request_error", "`temperature` and `top_p` cannot both be specified for this model."),
        "401" => Error(401, "authentication_error", "invalid x-api-key sk-secret"),
        "402" => Error(400, "invalid_request_error", "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing."),
        "403" => Error(400, "invalid_request_error", "Output blocked by content filtering policy"),
        "404" => Error(404, "not_found_error", "model: x"),
        "413" => Error(400, "invalid_request_error", "prompt is too long: 208310 tokens > 200000 maximum"),
        "429" when plan.Has("spend-limit") => (429, """{"type":"error","error":{"type":"rate_limit_error","message":"You have reached your spend limit","details":{"error_code":"enforced_spend_limit_reached"}},"request_id":"req_sim"}"""),
        "429" => Error(429, "rate_limit_error", "This request would exceed your account's rate limit."),
        "500" => Error(500, "api_error", "Internal server error"),
        "503" => Error(529, "overloaded_error", "Overloaded"),
        "error-inside" => Error(200, "overloaded_error", "Overloaded"),
        _ => null,
    };

    private static (int Status, string Body) Error(int status, string type, string message) => (status, JsonSerializer.Serialize(
        new { type = "error", error = new { details = (object?)null, type, message }, request_id = "req_sim" }));

    private static string PromptOf(JsonElement order)
    {
        var messages = order.GetProperty("messages");
        if (messages.GetArrayLength() == 0)
        {
            return "";
        }

        var content = messages[messages.GetArrayLength() - 1].GetProperty("content");
        return content.ValueKind == JsonValueKind.String
            ? content.GetString()!
            : string.Join(' ', content.EnumerateArray().Where(part => part.TryGetProperty("text", out _)).Select(part => part.GetProperty("text").GetString()));
    }
}
