using System.Text.Json;

namespace AIGenerator.Simulators;

/// <summary>Google's Gemini API, with the checks that its users run into.</summary>
internal static class GoogleEndpoints
{
    /// <summary>What every simulated thought is signed with.</summary>
    public const string Signature = "c2ltdWxhdGVkIHRob3VnaHQ=";

    public static void Map(WebApplication app, Simulator simulator) =>
        app.MapPost(
            "/google/v1beta/models/{model}:streamGenerateContent",
            (HttpContext http, string model) => Exchange.AnswerAsync(http, simulator, PromptOf, (plan, order) => AnswerAsync(http, model, plan, order)));

    private static async Task AnswerAsync(HttpContext http, string model, SimPlan plan, JsonElement order)
    {
        if (await Exchange.TryGatewayAsync(http, plan))
        {
            return;
        }

        if ((Complaint(http, model, order) ?? Refusal(plan)) is var (status, body))
        {
            await Exchange.TextAsync(http, status, "application/json", body);
            return;
        }

        if (plan.Fault == "403")
        {
            const string Blocked = """{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":20,"totalTokenCount":20},"modelVersion":"sim-model","responseId":"gen-sim"}""";
            await Exchange.TextAsync(http, 200, "text/event-stream", $"data: {Blocked}\r\n\r\n");
            return;
        }

        await new GoogleStream(http, plan, model).WriteAsync(http.RequestAborted);
    }

    internal static (int Status, string Body)? Complaint(HttpContext http, string model, JsonElement order)
    {
        if (http.Request.Headers["x-goog-api-key"].Count == 0)
        {
            return Error(403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers");
        }

        if (model is "gemini-3-pro-preview" || model.StartsWith("imagen-4.0", StringComparison.Ordinal))
        {
            return Error(404, "NOT_FOUND", $"models/{model} is not found for API version v1beta");
        }

        if (model.StartsWith("gemini-3.8", StringComparison.Ordinal) && order.GetProperty("generationConfig").TryGetProperty("temperature", out _))
        {
            return Error(400, "INVALID_ARGUMENT", "temperature is not supported by this model");
        }

        var expected = "user";
        foreach (var content in order.GetProperty("contents").EnumerateArray())
        {
            if (content.GetProperty("role").GetString() != expected)
            {
                return Error(400, "INVALID_ARGUMENT", "Please ensure that multiturn requests alternate between user and model.");
            }

            expected = expected == "user" ? "model" : "user";
            foreach (var part in content.GetProperty("parts").EnumerateArray())
            {
                if (part.TryGetProperty("thoughtSignature", out var signature) && signature.GetString() != Signature)
                {
                    return Error(400, "INVALID_ARGUMENT", "Corrupted thought signature.");
                }
            }
        }

        return null;
    }

    internal static (int Status, string Body)? Refusal(SimPlan plan) => plan.Fault switch
    {
        "400" => Error(400, "INVALID_ARGUMENT", "Invalid JSON payload received."),
        "401" => Error(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key. sk-secret", """{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com","metadata":{"service":"generativelanguage.googleapis.com"}},{"@type":"type.googleapis.com/google.rpc.LocalizedMessage","locale":"en-US","message":"API key not valid. Please pass a valid API key."}"""),
        "402" => Error(429, "RESOURCE_EXHAUSTED", "Your prepayment credits are depleted. Please manage your project and billing."),
        "404" => Error(404, "NOT_FOUND", "This model is no longer available to new users."),
        "413" => Error(400, "INVALID_ARGUMENT", "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576)."),
        "429" => Error(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota", Quota(plan)),
        "500" => Error(500, "INTERNAL", "An internal error has occurred."),
        "503" => Error(503, "UNAVAILABLE", "The model is overloaded. Please try again later."),
        "error-inside" => Error(200, "UNAVAILABLE", "The model is overloaded. Please try again later."),
        _ => null,
    };

    private static string Quota(SimPlan plan)
    {
        var period = plan.Has("daily") ? "PerDay" : "PerMinute";
        var quota = $$$"""{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaMetric":"generativelanguage.googleapis.com/generate_content_requests","quotaId":"GenerateRequests{{{period}}}PerProjectPerModel","quotaDimensions":{"location":"global"}}]}""";
        return plan.RetryAfter is { } seconds ? quota + $$""",{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"{{seconds}}.0s"}""" : quota;
    }

    internal static (int Status, string Body) Error(int status, string word, string message, string details = "") =>
        (status, $$$"""{"error":{"code":{{{(status == 200 ? 503 : status)}}},"message":{{{JsonSerializer.Serialize(message)}}},"status":"{{{word}}}","details":[{{{details}}}]}}""");

    internal static string PromptOf(JsonElement order)
    {
        var contents = order.GetProperty("contents");
        return contents.GetArrayLength() == 0
            ? ""
            : string.Join(' ', contents[contents.GetArrayLength() - 1].GetProperty("parts").EnumerateArray().Where(part => part.TryGetProperty("text", out _)).Select(part => part.GetProperty("text").GetString()));
    }
}
