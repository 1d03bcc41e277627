using System.Text.Json;
using AIGenerator.Simulators.Dialects;

namespace AIGenerator.Simulators.Images;

/// <summary>OpenRouter's pictures: base64 with its type, and the cost.</summary>
internal static class ImageOpenRouter
{
    private static readonly OpenRouterDialect Dialect = new();

    public static void Map(WebApplication app, Simulator simulator) => app.MapPost("/api/v1/images", http => ImageExchange.AnswerAsync(
        http, simulator, body => body.Text("prompt"), (plan, body) => ImageExchange.JsonAsync(http, Complaint(http, body) ?? Refusal(plan) ?? (200, Answer(plan, body)))));

    private static (int Status, string Body)? Complaint(HttpContext http, ImageBody body)
    {
        if (!http.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal))
        {
            return Dialect.Refusal("401", 0);
        }

        var isAmbiguous = SimSize.Pixels(body.Text("size")) is not null && (body.Has("aspect_ratio") || body.Has("resolution"));
        var isStrange = body.Number("n", 1) is < 1 or > 10
            || (body.Text("resolution") is { } step && step is not ("512" or "1K" or "2K" or "4K"))
            || (body.Text("quality") is { } quality && quality is not ("auto" or "low" or "medium" or "high"))
            || References(body).Count() > 16;
        return isAmbiguous || isStrange || body.Json is null ? Dialect.Refusal("400", 0) : null;
    }

    // All or nothing: a picture that fails is a failure, told by 502 (and that one as JSON).
    private static (int Status, string Body)? Refusal(SimPlan plan) => plan.Fault switch
    {
        "filter" => Dialect.Refusal("403", 0),
        "fail" => (502, """{"error":{"code":502,"message":"Provider returned error","metadata":{"error_type":"provider_unavailable"}},"user_id":"user_sim"}"""),
        _ => Dialect.Refusal(plan.Fault, 0),
    };

    private static string Answer(SimPlan plan, ImageBody body)
    {
        var count = plan.Fault switch { "nothing" => 0, "partial" => body.Number("n", 1) - 1, _ => body.Number("n", 1) };
        var side = body.Text("resolution") switch { "512" => 512, "2K" => 2048, "4K" => 4096, _ => 1024 };
        var (width, height) = SimSize.Pixels(body.Text("size")) ?? SimSize.OfRatio(body.Text("aspect_ratio"), side);
        var made = Convert.ToBase64String(SimPicture.Plain(body.Text("prompt") ?? "", width, height));
        return JsonSerializer.Serialize(new
        {
            created = 1_767_000_000,
            data = Enumerable.Repeat(new { b64_json = made, media_type = "image/png" }, count),
            usage = new { prompt_tokens = 0, completion_tokens = 4175 * count, total_tokens = 4175 * count, cost = 0.04m * count },
        });
    }

    private static IEnumerable<byte[]> References(ImageBody body) => body.Json is { } json && json.TryGetProperty("input_references", out var list)
        ? list.EnumerateArray().Select(part => ImageBody.BytesOf(part.GetProperty("image_url").GetProperty("url").GetString())).OfType<byte[]>()
        : [];
}
