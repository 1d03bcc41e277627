using System.Globalization;
using System.Text.Json;

namespace AIGenerator.Simulators.Images;

/// <summary>The simulated models: what each takes, how its output looks, what it makes.</summary>
internal static class ReplicateModelsSim
{
    private const string Flux = "black-forest-labs/";

    private static readonly string[] Ratios = ["1:1", "16:9", "21:9", "3:2", "2:3", "4:5", "5:4", "3:4", "4:3", "9:16", "9:21"];

    // Fields by model, space-separated; a star marks a list.
    private static readonly Dictionary<string, (string Fields, bool IsOfficial, bool IsSingle)> All = new(StringComparer.Ordinal)
    {
        [Flux + "flux-schnell"] = ("prompt aspect_ratio num_outputs num_inference_steps seed output_format output_quality go_fast megapixels disable_safety_checker", true, false),
        [Flux + "flux-dev"] = ("prompt aspect_ratio num_outputs num_inference_steps guidance image prompt_strength seed output_format output_quality go_fast megapixels disable_safety_checker", true, false),
        [Flux + "flux-pro"] = ("prompt aspect_ratio width height image_prompt guidance seed safety_tolerance prompt_upsampling output_format output_quality", true, true),
        [Flux + "flux-1.1-pro"] = ("prompt aspect_ratio width height image_prompt seed safety_tolerance prompt_upsampling output_format output_quality", true, true),
        [Flux + "flux-1.1-pro-ultra"] = ("prompt aspect_ratio raw image_prompt image_prompt_strength safety_tolerance seed output_format", true, true),
        [Flux + "flux-kontext-pro"] = ("prompt input_image aspect_ratio output_format safety_tolerance prompt_upsampling seed", true, true),
        [Flux + "flux-kontext-max"] = ("prompt input_image aspect_ratio output_format safety_tolerance prompt_upsampling seed", true, true),
        [Flux + "flux-fill-pro"] = ("image prompt mask steps guidance outpaint safety_tolerance output_format seed", true, true),
        [Flux + "flux-fill-dev"] = ("image mask prompt num_outputs steps guidance megapixels output_format output_quality", true, false),
        [Flux + "flux-2-pro"] = ("prompt input_images* resolution aspect_ratio width height safety_tolerance seed output_format", true, true),
        ["bria/remove-background"] = ("image image_url preserve_alpha content_moderation preserve_partial_alpha", true, true),
        ["nightmareai/real-esrgan"] = ("image scale face_enhance", false, true),
        ["philz1337x/clarity-upscaler"] = ("image prompt negative_prompt scale_factor dynamic creativity resemblance num_inference_steps seed sharpen handfix output_format", false, false),
        ["lucataco/remove-bg"] = ("image", false, true),
    };

    public static bool IsOfficial(string name) => All.TryGetValue(name, out var model) && model.IsOfficial;

    public static bool IsSingle(string name) => All[name].IsSingle;

    /// <summary>64 hexadecimal digits that name the model; null for one that is not there.</summary>
    public static string? VersionOf(string name) => All.ContainsKey(name)
        ? Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)))
        : null;

    /// <summary>The model whose version is ordered.</summary>
    public static string? ByVersion(JsonElement order) =>
        order.TryGetProperty("version", out var version) ? All.Keys.FirstOrDefault(name => VersionOf(name) == version.GetString()) : null;

    /// <summary>OpenAPI, as far as anybody reads it.</summary>
    public static string? SchemaOf(string name) => All.TryGetValue(name, out var model)
        ? JsonSerializer.Serialize(new
        {
            openapi = "3.0.2",
            components = new
            {
                schemas = new Dictionary<string, object>
                {
                    ["Input"] = new { type = "object", properties = model.Fields.Split(' ').ToDictionary(field => field.TrimEnd('*'), PropertyOf) },
                    ["aspect_ratio"] = new { type = "string", @enum = Ratios.Append("match_input_image").ToArray() },
                    ["Output"] = new { type = "string", format = "uri" },
                },
            },
        })
        : null;

    /// <summary>The vendor's word for what is wrong with a field; null where nothing is.</summary>
    public static string? Objection(string name, JsonProperty field)
    {
        var fields = All[name].Fields.Split(' ');
        if (!fields.Contains(field.Name) && !fields.Contains(field.Name + "*"))
        {
            return "additional_property_not_allowed";
        }

        return field.Name switch
        {
            "aspect_ratio" when !Ratios.Append("match_input_image").Append("custom").Contains(field.Value.GetString()) => "enum",
            "output_format" when name.Contains("kontext", StringComparison.Ordinal) && field.Value.GetString() == "webp" => "enum",
            "num_outputs" when field.Value.GetInt32() is < 1 or > 4 => "number_lte",
            "input_images" when field.Value.ValueKind != JsonValueKind.Array => "type",
            _ => null,
        };
    }

    /// <summary>Its pictures.</summary>
    public static byte[][] Make(SimJob job, ReplicateUploads uploads)
    {
        var prompt = Text(job.Input, "prompt");
        if (job.Plan.Has("scene"))
        {
            return [SimPicture.Scene(prompt)];
        }

        if (job.Input.TryGetProperty("mask", out var mask))
        {
            return [SimPicture.Painted(prompt, uploads.Read(Text(job.Input, "image")), uploads.Read(mask.GetString()!), SimHere.White)];
        }

        var scale = job.Input.TryGetProperty("scale", out var times) || job.Input.TryGetProperty("scale_factor", out times) ? times.GetDouble() : 1;
        var source = SimPng.Read(uploads.Read(Text(job.Input, "image")));
        var width = (int)((source?.Width ?? job.Plan.Side) * scale);
        var height = (int)((source?.Height ?? job.Plan.Side) * scale);
        var count = job.Input.TryGetProperty("num_outputs", out var several) ? several.GetInt32() : 1;
        return [.. Enumerable.Range(0, count).Select(_ => SimPicture.Plain(prompt, width, height))];
    }

    private static object PropertyOf(string field) => field switch
    {
        "aspect_ratio" => new { allOf = new[] { new Dictionary<string, string> { ["$ref"] = "#/components/schemas/aspect_ratio" } }, @default = "1:1" },
        "num_outputs" => new { type = "integer", minimum = 1, maximum = 4, @default = 1 },
        "seed" or "width" or "height" => new { type = "integer", nullable = true },
        _ when field.EndsWith('*') => new { type = "array", items = new { type = "string", format = "uri" } },
        _ => new { type = field is "scale" or "scale_factor" or "creativity" or "prompt_strength" ? "number" : "string", title = string.Create(CultureInfo.InvariantCulture, $"{field}") },
    };

    private static string Text(JsonElement input, string name) => input.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
}
