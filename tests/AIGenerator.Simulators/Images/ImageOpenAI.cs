using System.Text.Json;
using AIGenerator.Simulators.Dialects;

namespace AIGenerator.Simulators.Images;

/// <summary>OpenAI's pictures: GPT Image models, base64 alone, a count of tokens beside it.</summary>
internal static class ImageOpenAI
{
    private static readonly OpenAIDialect Dialect = new();
    private static readonly string[] Ended = ["dall-e-2", "dall-e-3", "gpt-image-1"];
    private static readonly string[] OldSizes = ["1024x1024", "1536x1024", "1024x1536", "auto"];
    private static readonly string[] Qualities = ["auto", "low", "medium", "high"];

    public static void Map(WebApplication app, Simulator simulator)
    {
        app.MapPost("/v1/images/generations", http => ImageExchange.AnswerAsync(http, simulator, body => body.Text("prompt"), (plan, body) => AnswerAsync(http, plan, body, isEdit: false)));
        app.MapPost("/v1/images/edits", http => ImageExchange.AnswerAsync(http, simulator, body => body.Text("prompt"), (plan, body) => AnswerAsync(http, plan, body, isEdit: true)));
    }

    private static Task AnswerAsync(HttpContext http, SimPlan plan, ImageBody body, bool isEdit) =>
        ImageExchange.JsonAsync(http, Complaint(http, body, isEdit) ?? Refusal(plan) ?? (200, Answer(plan, body, isEdit)));

    private static (int Status, string Body)? Complaint(HttpContext http, ImageBody body, bool isEdit)
    {
        var model = body.Text("model") ?? "dall-e-2";
        if (!http.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal))
        {
            return Error(401, "You didn't provide an API key.", "invalid_request_error", "invalid_api_key");
        }

        if (Ended.Contains(model))
        {
            return Error(404, $"The model `{model}` does not exist", "invalid_request_error", "model_not_found");
        }

        if (body.Has("response_format"))
        {
            return Error(400, "Unknown parameter: 'response_format'.", "invalid_request_error", "unknown_parameter");
        }

        if (body.Has("input_fidelity") && model.StartsWith("gpt-image-2", StringComparison.Ordinal))
        {
            return Error(400, "input_fidelity is not supported", "invalid_request_error", "invalid_input_fidelity_model");
        }

        if (!IsSize(body.Text("size") ?? "auto", model) || body.Number("n", 1) is < 1 or > 10 || !IsQuality(body.Text("quality") ?? "auto", model))
        {
            return Error(400, "Invalid value", "invalid_request_error", "invalid_value");
        }

        return isEdit ? ComplaintOfEdit(body) : null;
    }

    private static (int Status, string Body)? ComplaintOfEdit(ImageBody body)
    {
        var images = Images(body);
        if (images.Count is 0 or > 16)
        {
            return Error(400, "Between 1 and 16 images are expected", "invalid_request_error", "invalid_value");
        }

        if (body.File("mask") is { } file)
        {
            var mask = SimPng.Read(file);
            var first = SimPng.Read(images[0]);
            if (mask is not { Channels: 2 or 4 } || (first is not null && (first.Width, first.Height) != (mask.Width, mask.Height)))
            {
                return Error(400, "The mask needs an alpha channel and the size of the image", "invalid_request_error", "invalid_value");
            }
        }

        return null;
    }

    private static bool IsSize(string size, string model) => OldSizes.Contains(size)
        || (model.StartsWith("gpt-image-2", StringComparison.Ordinal) && SimSize.Pixels(size) is var (width, height)
            && width % 16 == 0 && height % 16 == 0 && width <= height * 3 && height <= width * 3 && width <= 3840 && height <= 3840);

    private static bool IsQuality(string quality, string model) =>
        Qualities.Contains(quality) || (quality is "xhigh" or "max" && model.StartsWith("gpt-image-2.5", StringComparison.Ordinal));

    private static (int Status, string Body)? Refusal(SimPlan plan) => plan.Fault switch
    {
        "403" or "filter" => Error(400, "Your request was rejected by the safety system. safety_violations=[violence].", "image_generation_user_error", "moderation_blocked"),
        _ => Dialect.Refusal(plan.Fault, 0),
    };

    private static string Answer(SimPlan plan, ImageBody body, bool isEdit)
    {
        var count = plan.Fault switch { "nothing" => 0, "partial" => body.Number("n", 1) - 1, _ => body.Number("n", 1) };
        var made = Convert.ToBase64String(Made(body, isEdit));
        var images = Images(body).Count;
        return JsonSerializer.Serialize(new
        {
            created = 1_767_000_000,
            data = Enumerable.Repeat(new { b64_json = made }, count),
            background = "opaque",
            output_format = "png",
            quality = body.Text("quality") ?? "high",
            size = body.Text("size") ?? "auto",
            usage = plan.Has("no-usage") ? null : new
            {
                total_tokens = 44 + (images * 300) + (count * 1056),
                input_tokens = 44 + (images * 300),
                output_tokens = count * 1056,
                input_tokens_details = new { text_tokens = 44, image_tokens = images * 300 },
            },
        });
    }

    private static byte[] Made(ImageBody body, bool isEdit)
    {
        var prompt = body.Text("prompt") ?? "";
        if (isEdit && body.File("mask") is { } mask)
        {
            return SimPicture.Painted(prompt, Images(body)[0], mask, SimHere.Transparent);
        }

        var (width, height) = SimSize.Pixels(body.Text("size")) ?? (1024, 1024);
        return SimPicture.Plain(prompt, width, height);
    }

    private static IReadOnlyList<byte[]> Images(ImageBody body) => [.. body.FilesOf("image"), .. body.FilesOf("image[]")];

    private static (int Status, string Body) Error(int status, string message, string type, string code) =>
        (status, JsonSerializer.Serialize(new { error = new { message, type, param = (string?)null, code } }));
}
