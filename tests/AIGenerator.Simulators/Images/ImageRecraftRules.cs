using System.Globalization;
using System.Text.Json;

namespace AIGenerator.Simulators.Images;

/// <summary>What Recraft refuses by itself.</summary>
internal static class ImageRecraftRules
{
    private static readonly string[] Sizes =
    [
        "1024x1024", "1365x1024", "1024x1365", "1536x1024", "1024x1536", "1820x1024", "1024x1820", "2048x1024", "1024x2048", "1434x1024", "1024x1434",
        "1280x1024", "1024x1280", "1707x1024", "1024x1707", "1:1", "4:3", "3:4", "3:2", "2:3", "16:9", "9:16", "2:1", "1:2", "5:4", "4:5",
    ];

    private static readonly string[] Styles = ["any", "realistic_image", "digital_illustration", "vector_illustration", "icon", "logo_raster"];

    // A few of 104, enough to tell one style's from another's.
    private static readonly Dictionary<string, string> StyleOf = new(StringComparer.Ordinal)
    {
        ["hand_drawn"] = "digital_illustration",
        ["pixel_art"] = "digital_illustration",
        ["b_and_w"] = "realistic_image",
        ["line_art"] = "vector_illustration",
    };

    public static (int Status, string Body)? Complaint(string call, ImageBody body) => Drawing(call, body) ?? Pictures(call, body);

    public static (int Status, string Body) Bad(string code, string message) => (400, JsonSerializer.Serialize(new { code, message }));

    private static (int Status, string Body)? Drawing(string call, ImageBody body)
    {
        var model = body.Text("model") ?? "recraftv4_1";
        var isOld = model.StartsWith("recraftv2", StringComparison.Ordinal) || model.StartsWith("recraftv3", StringComparison.Ordinal);
        if (body.Number("n", 1) is < 1 or > 6)
        {
            return Bad("invalid_request_parameter", "n must be between 1 and 6");
        }

        if (call is not ("generations" or "imageToImage" or "inpaint" or "outpaint"))
        {
            return null;
        }

        if (body.Text("prompt") is not { Length: > 0 } prompt || prompt.Length > (isOld ? 1000 : 10_000))
        {
            return Bad("invalid_request_parameter", "prompt length");
        }

        var style = body.Text("style");
        if (!isOld && (style is not null || body.Has("style_id") || body.Has("substyle") || body.Has("negative_prompt")))
        {
            return Bad("invalid_request_parameter", "not supported by this model");
        }

        return (style is not null && (!Styles.Contains(style) || body.Has("style_id")))
            || (body.Text("substyle") is { } substyle && StyleOf.GetValueOrDefault(substyle) != style)
            || (body.Text("size") is { } size && !Sizes.Contains(size))
            ? Bad("invalid_request_parameter", "style or size")
            : null;
    }

    private static (int Status, string Body)? Pictures(string call, ImageBody body)
    {
        if (call != "generations" && body.File("image") is null)
        {
            return Bad("invalid_request_parameter", "image is required");
        }

        if (call is "inpaint" or "eraseRegion")
        {
            var mask = body.File("mask") is { } file ? SimPng.Read(file) : null;
            var image = SimPng.Read(body.File("image")!);
            if (mask is not { Channels: 1 } || mask.Bytes.Any(value => value is not (0 or 255)) || (image is not null && (image.Width, image.Height) != (mask.Width, mask.Height)))
            {
                return Bad("invalid_request_parameter", "mask");
            }
        }

        return (call == "imageToImage" && !(double.TryParse(body.Text("strength"), NumberStyles.Float, CultureInfo.InvariantCulture, out var strength) && strength is >= 0 and <= 1))
            || (call == "variateImage" && !Sizes.Contains(body.Text("size")))
            ? Bad("invalid_request_parameter", "strength or size")
            : null;
    }
}
