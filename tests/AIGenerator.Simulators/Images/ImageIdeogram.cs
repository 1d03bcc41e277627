using System.Text.Json;

namespace AIGenerator.Simulators.Images;

/// <summary>Ideogram: forms or JSON, addresses that live shortly, pictures withheld one by one, ten orders at a time.</summary>
internal static class ImageIdeogram
{
    private const string Files = "/ideogram/api/images/ephemeral";
    private const string Unsafe = """{"error":"Prompt provided failed safety check due to the inclusion of prohibited content. sk-secret"}""";

    private static readonly string[] Ratios =
        ["1x1", "1x2", "2x1", "1x3", "3x1", "2x3", "3x2", "3x4", "4x3", "4x5", "5x4", "9x16", "16x9", "10x16", "16x10"];

    private static readonly string[] Speeds = ["FLASH", "TURBO", "BALANCED", "DEFAULT", "QUALITY"];

    public static void Map(WebApplication app, Simulator simulator)
    {
        var shelf = new SimShelf();
        shelf.Map(app, Files);
        var crowd = new Crowd();
        foreach (var path in (ReadOnlySpan<string>)["v1/ideogram-v3/generate", "v1/ideogram-v3/edit", "v1/ideogram-v3/remix", "v1/ideogram-v3/reframe", "upscale", "v2/image/generate/ideogram-3"])
        {
            var call = path.StartsWith("v2", StringComparison.Ordinal) ? "generate" : path.Split('/')[^1];
            app.MapPost("/ideogram/" + path, async http =>
            {
                using var place = crowd.Enter();
                await ImageExchange.AnswerAsync(http, simulator, PromptOf, (plan, body) => ImageExchange.JsonAsync(
                    http, place.IsTooMany ? (429, """{"error":"Too many requests"}""") : AnswerOf(http, call, path.StartsWith("v2", StringComparison.Ordinal), plan, body, shelf)));
            });
        }
    }

    private static (int Status, string Body) AnswerOf(HttpContext http, string call, bool isSecond, SimPlan plan, ImageBody body, SimShelf shelf)
    {
        if (http.Request.Headers["Api-Key"].Count == 0 || plan.Fault == "401")
        {
            return (call is "remix" or "upscale" ? 403 : 401, """{"error":"Invalid Api-Key sk-secret"}""");
        }

        if ((Complaint(call, body) ?? Refusal(plan)) is { } refusal)
        {
            return refusal;
        }

        var request = RequestOf(body);
        var count = plan.Fault == "nothing" ? 0 : Count(body);
        var data = Enumerable.Range(0, count).Select(i => plan.Fault is not "filter" && (plan.Fault is not "partial" || i < count - 1)
            ? Picture(http, call, plan, body, shelf, i)
            : new { url = i % 2 == 0 ? (string?)null : "", prompt = "", resolution = "1024x1024", is_image_safe = false, seed = 12345, style_type = "GENERAL" });
        return (200, JsonSerializer.Serialize(isSecond
            ? new { generation_id = "gen-sim", created = "2026-11-22T10:00:00.000000+00:00", data }
            : (object)new { created = "2026-11-22T10:00:00.000000+00:00", data }));

        object Picture(HttpContext http, string call, SimPlan plan, ImageBody body, SimShelf shelf, int i) => new
        {
            url = shelf.Put(http, Files, ".png", ("image/png", Made(call, body)), plan),
            prompt = body.Text("magic_prompt") == "OFF" ? PromptOf(body) : PromptOf(body) + ", finely lit",
            resolution = body.Text("resolution") ?? "1024x1024",
            is_image_safe = true,
            seed = request is not null && request.Value.TryGetProperty("seed", out var seed) ? seed.GetInt64() : body.Number("seed", 12345 + i),
            style_type = body.Text("style_type") ?? "GENERAL",
        };
    }

    private static (int Status, string Body)? Complaint(string call, ImageBody body)
    {
        (int, string) bad = (400, """{"detail":[{"msg":"bad field"}]}""");
        if (Count(body) is < 1 or > 8
            || (body.Has("resolution") && body.Has("aspect_ratio"))
            || (body.Text("aspect_ratio") is { } ratio && !Ratios.Contains(ratio))
            || (body.Text("rendering_speed") is { } speed && !Speeds.Contains(speed)))
        {
            return bad;
        }

        var hasImage = body.File(call == "upscale" ? "image_file" : "image") is not null;
        var hasPrompt = !string.IsNullOrEmpty(body.Text("prompt"));
        return call switch
        {
            "generate" => hasPrompt ? null : bad,
            "edit" => hasImage && hasPrompt && !body.Has("aspect_ratio") && !body.Has("resolution") && IsMask(body) ? null : bad,
            "remix" => hasImage && hasPrompt ? null : bad,
            "reframe" => hasImage && SimSize.Pixels(body.Text("resolution")) is not null && !body.Has("prompt") ? null : bad,
            _ => hasImage && RequestOf(body) is not null ? null : bad,
        };
    }

    /// <summary>Of the picture's size, black and white in one.</summary>
    private static bool IsMask(ImageBody body)
    {
        if (body.File("mask") is not { } file || SimPng.Read(file) is not { } mask)
        {
            return false;
        }

        var image = SimPng.Read(body.File("image")!);
        return (image is null || (image.Width, image.Height) == (mask.Width, mask.Height)) && mask.Bytes.Contains((byte)0) && mask.Bytes.Contains((byte)255);
    }

    private static (int Status, string Body)? Refusal(SimPlan plan) => plan.Fault switch
    {
        "400" => (400, """{"error":"Invalid request sk-secret"}"""),
        "402" => (402, """{"error":"Insufficient credits"}"""),
        "403" => (422, Unsafe),
        "404" => (404, """{"detail":"Not Found"}"""),
        "413" => (413, """{"error":"Too large"}"""),
        "429" => (429, """{"error":"Too many requests"}"""),
        "500" => (500, """{"error":"Internal"}"""),
        "503" => (503, """{"error":"Overloaded"}"""),
        "error-inside" => (200, """{"error":"The service is currently unavailable"}"""),
        _ => null,
    };

    private static byte[] Made(string call, ImageBody body)
    {
        var prompt = PromptOf(body);
        if (call == "edit")
        {
            return SimPicture.Painted(prompt, body.File("image")!, body.File("mask")!, SimHere.Black);
        }

        if (call == "upscale")
        {
            var source = SimPng.Read(body.File("image_file")!);
            return SimPicture.Plain(prompt, 2 * (source?.Width ?? 512), 2 * (source?.Height ?? 512));
        }

        var (width, height) = SimSize.Pixels(body.Text("resolution")) ?? SimSize.OfRatio(body.Text("aspect_ratio"), 1024);
        return SimPicture.Plain(prompt, width, height);
    }

    private static string PromptOf(ImageBody body) =>
        (RequestOf(body) is { } request ? request.TryGetProperty("prompt", out var prompt) ? prompt.GetString() : null : body.Text("prompt")) ?? "";

    private static int Count(ImageBody body) => RequestOf(body) is { } request ? request.GetProperty("num_images").GetInt32() : body.Number("num_images", 1);

    private static JsonElement? RequestOf(ImageBody body) => body.Text("image_request") is { } json ? JsonSerializer.Deserialize<JsonElement>(json) : null;

    /// <summary>Who is being served at the moment.</summary>
    private sealed class Crowd
    {
        private int _inside;

        public Place Enter() => new(this, Interlocked.Increment(ref _inside) > 10);

        public sealed class Place(Crowd crowd, bool isTooMany) : IDisposable
        {
            public bool IsTooMany => isTooMany;

            public void Dispose() => Interlocked.Decrement(ref crowd._inside);
        }
    }
}
