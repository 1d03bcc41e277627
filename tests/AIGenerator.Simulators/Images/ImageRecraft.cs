using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AIGenerator.Simulators.Images;

/// <summary>Recraft: drawings as pictures or SVG, tools, two envelopes, units. Its complaints are <see cref="ImageRecraftRules"/>.</summary>
internal static class ImageRecraft
{
    private const string Files = "/recraft/files";

    // Calls that answer with one picture, and what they take in units.
    private static readonly Dictionary<string, int> Tools = new(StringComparer.Ordinal)
    {
        ["vectorize"] = 10,
        ["removeBackground"] = 10,
        ["crispUpscale"] = 4,
        ["creativeUpscale"] = 250,
        ["generativeUpscale"] = 250,
        ["clarityUpscale"] = 4,
        ["eraseRegion"] = 2,
    };

    private static readonly string[] Drawings = ["generations", "imageToImage", "inpaint", "outpaint", "variateImage"];

    public static void Map(WebApplication app, Simulator simulator)
    {
        var shelf = new SimShelf();
        shelf.Map(app, Files);
        var balance = new Balance();
        app.MapGet("/recraft/v1/users/me", () => Results.Json(new { id = "user-sim", email = "sim@example.com", name = "Sim", credits = balance.Units }));
        foreach (var call in Drawings.Concat(Tools.Keys))
        {
            app.MapPost("/recraft/v1/images/" + call, http => ImageExchange.AnswerAsync(
                http, simulator, body => body.Text("prompt"), (plan, body) => AnswerAsync(http, call, plan, body, shelf, balance)));
        }

        app.MapFallback("/recraft/v1/{**path}", http => Exchange.TextAsync(http, 404, "text/plain", "404 page not found"));
    }

    private static async Task AnswerAsync(HttpContext http, string call, SimPlan plan, ImageBody body, SimShelf shelf, Balance balance)
    {
        if (!http.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal) || plan.Fault == "401")
        {
            await Exchange.TextAsync(http, 401, "text/plain", "request unauthorized sk-secret");
        }
        else if (plan.Fault == "404")
        {
            await Exchange.TextAsync(http, 404, "text/plain", "404 page not found");
        }
        else
        {
            await ImageExchange.JsonAsync(http, ImageRecraftRules.Complaint(call, body) ?? Refusal(plan) ?? (200, AnswerOf(http, call, plan, body, shelf, balance)));
        }
    }

    private static (int Status, string Body)? Refusal(SimPlan plan) => plan.Fault switch
    {
        "400" => ImageRecraftRules.Bad("invalid_request_parameter", "size is not supported sk-secret"),
        "402" when plan.Has("as-400") => ImageRecraftRules.Bad("not_enough_credits", "You do not have enough credits"),
        "402" => (402, """{"code":"not_enough_credits","message":"not enough API units"}"""),
        "403" or "filter" => ImageRecraftRules.Bad("prompt_rejected", "The prompt did not pass moderation"),
        "413" => (413, """{"code":"too_large","message":"file is too large"}"""),
        "429" => (429, """{"code":"rate_limit_exceeded","message":"too many requests"}"""),
        "500" => (500, """{"code":"internal","message":"oops"}"""),
        "503" => (503, """{"code":"unavailable","message":"try later"}"""),
        "error-inside" => (200, """{"code":"unavailable","message":"the service is currently unavailable"}"""),
        _ => null,
    };

    private static string AnswerOf(HttpContext http, string call, SimPlan plan, ImageBody body, SimShelf shelf, Balance balance)
    {
        var count = plan.Fault switch { "nothing" => 0, "partial" => body.Number("n", 1) - 1, _ => body.Number("n", 1) };
        var isVector = call == "vectorize" || (body.Text("model") ?? "").EndsWith("_vector", StringComparison.Ordinal);
        var units = Tools.TryGetValue(call, out var tool) ? tool : count * UnitsOf(body.Text("model"), isVector);
        balance.Take(units);
        var images = Enumerable.Range(0, Tools.ContainsKey(call) ? Math.Min(count, 1) : count).Select(_ => Image(http, call, plan, body, shelf, isVector)).ToList();
        return JsonSerializer.Serialize(Tools.ContainsKey(call)
            ? new { created = 1_767_000_000, credits = units, image = images.FirstOrDefault() }
            : (object)new { created = 1_767_000_000, credits = units, data = images });
    }

    private static object Image(HttpContext http, string call, SimPlan plan, ImageBody body, SimShelf shelf, bool isVector)
    {
        var file = isVector ? ("image/svg+xml", Svg(body, plan)) : ("image/png", Made(call, body));
        return body.Text("response_format") == "b64_json" || plan.Has("b64")
            ? new { image_id = "3f0e", b64_json = Convert.ToBase64String(file.Item2) }
            : new { image_id = "3f0e", url = shelf.Put(http, Files, isVector ? ".svg" : "", file, plan), revised_prompt = (string?)null };
    }

    // A missing model is the newer default with its own price.
    private static int UnitsOf(string? model, bool isVector) => model switch
    {
        "recraftv2" or "recraftv2_vector" => isVector ? 44 : 22,
        "recraftv3" or "recraftv3_vector" => isVector ? 80 : 40,
        _ => 35,
    };

    private static byte[] Made(string call, ImageBody body)
    {
        var prompt = body.Text("prompt") ?? call;
        if (body.File("image") is not { } image)
        {
            var (width, height) = SimSize.Pixels(body.Text("size")) ?? SimSize.OfRatio(body.Text("size"), 1024);
            return SimPicture.Plain(prompt, width, height);
        }

        if (body.File("mask") is { } mask)
        {
            return SimPicture.Painted(prompt, image, mask, SimHere.White);
        }

        var source = SimPng.Read(image);
        var scale = call.EndsWith("Upscale", StringComparison.Ordinal) ? 4 : 1;
        return SimPicture.Plain(
            prompt,
            ((source?.Width ?? 256) * scale) + body.Number("expand_left", 0) + body.Number("expand_right", 0),
            ((source?.Height ?? 256) * scale) + body.Number("expand_top", 0) + body.Number("expand_bottom", 0));
    }

    private static byte[] Svg(ImageBody body, SimPlan plan)
    {
        var (red, green, blue) = SimPicture.ColorOf(body.Text("prompt") ?? "vector");
        var script = plan.Has("script") ? "<script>alert(1)</script><image href=\"https://evil.example/x.png\"/>" : "";
        return Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">{script}<rect width="64" height="64" fill="rgb({red},{green},{blue})"/></svg>"""));
    }

    /// <summary>Prepaid units.</summary>
    private sealed class Balance
    {
        private int _units = 10_000;

        public int Units => _units;

        public void Take(int units) => Interlocked.Add(ref _units, -units);
    }
}
