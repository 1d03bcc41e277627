using System.Text.Json;
using System.Text.Json.Serialization;

namespace AIGenerator.Simulators.Images;

/// <summary>Google's models that draw: one picture a call, between words and thoughts, or none with a good status.</summary>
internal static class ImageGoogle
{
    private static readonly string[] Ratios = ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9", "1:4", "4:1", "1:8", "8:1"];
    private static readonly string[] Sizes = ["512", "1K", "2K", "4K"];
    private static readonly JsonSerializerOptions WithoutNulls = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static void Map(WebApplication app, Simulator simulator) => app.MapPost(
        "/google/v1beta/models/{model}:generateContent",
        (HttpContext http, string model) => ImageExchange.AnswerAsync(http, simulator, PromptOf, (plan, body) => ImageExchange.JsonAsync(http, AnswerOf(http, model, plan, body.Json!.Value))));

    private static (int Status, string Body) AnswerOf(HttpContext http, string model, SimPlan plan, JsonElement order)
    {
        if (GoogleEndpoints.Complaint(http, model, order) is { } complaint)
        {
            return complaint;
        }

        var config = order.GetProperty("generationConfig");
        var hasCount = config.TryGetProperty("candidateCount", out _) || config.TryGetProperty("n", out _);
        var image = config.TryGetProperty("imageConfig", out var wish) ? wish : default;
        var ratio = Text(image, "aspectRatio") ?? "1:1";
        var size = Text(image, "imageSize") ?? "1K";
        if (hasCount || !Ratios.Contains(ratio) || !Sizes.Contains(size))
        {
            return GoogleEndpoints.Error(400, "INVALID_ARGUMENT", "Invalid value at 'generation_config'");
        }

        return GoogleEndpoints.Refusal(plan) ?? (200, plan.Fault switch
        {
            "403" => """{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":20,"totalTokenCount":20},"modelVersion":"sim-model","responseId":"gen-sim"}""",
            "filter" or "partial" => Empty("IMAGE_SAFETY"),
            "nothing" => Empty("STOP"),
            _ when plan.Has("no-image") => Empty("NO_IMAGE"),
            _ when plan.Has("in-words") => Empty("STOP", "I cannot draw that. sk-secret"),
            _ => Drawn(PromptOf(order), ratio, size, plan),
        });
    }

    private static string Drawn(string prompt, string ratio, string size, SimPlan plan)
    {
        var side = size switch { "512" => 512, "2K" => 2048, "4K" => 4096, _ => 1024 };
        var (width, height) = SimSize.OfRatio(ratio, side);
        var words = plan.Reasons ? (string[])["a sketch", prompt] : [prompt];
        var parts = words.Select((word, i) => new
        {
            thought = i < words.Length - 1,
            text = (string?)null,
            inlineData = (object?)new { mimeType = "image/png", data = Convert.ToBase64String(SimPicture.Plain(word, width, height)) },
        });
        return Whole(new { role = "model", parts = parts.Prepend(new { thought = false, text = (string?)"Here it is.", inlineData = (object?)null }) }, "STOP", plan.Has("no-usage") ? null : new
        {
            promptTokenCount = 20,
            candidatesTokenCount = 1300,
            thoughtsTokenCount = 100,
            totalTokenCount = 1420,
            candidatesTokensDetails = (object[])[new { modality = "IMAGE", tokenCount = 1290 }],
        });
    }

    private static string Empty(string reason, string words = "") => Whole(
        words.Length == 0 ? null : new { role = "model", parts = (object[])[new { text = words }] }, reason, new { promptTokenCount = 20, totalTokenCount = 20 });

    private static string Whole(object? content, string finishReason, object? usageMetadata) => JsonSerializer.Serialize(
        new { candidates = (object[])[new { content, finishReason, index = 0 }], usageMetadata, modelVersion = "sim-model", responseId = "gen-sim" }, WithoutNulls);

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member.GetString() : null;

    private static string PromptOf(ImageBody body) => PromptOf(body.Json!.Value);

    private static string PromptOf(JsonElement order) => GoogleEndpoints.PromptOf(order);
}
