using AIGenerator.Providers.Http;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.Ideogram;

/// <summary>Writes the order, always as a form. Ratios are written with the letter x, and never go together with pixels.</summary>
internal static class IdeogramImageRequest
{
    private static readonly Dictionary<ImageTask, string> Paths = new()
    {
        [ImageTask.Create] = "v1/ideogram-v3/generate",
        [ImageTask.Inpaint] = "v1/ideogram-v3/edit",
        [ImageTask.Remix] = "v1/ideogram-v3/remix",
        [ImageTask.Outpaint] = "v1/ideogram-v3/reframe",
        [ImageTask.Upscale] = "upscale",
    };

    private static readonly string[] Ratios =
        ["1x1", "1x2", "2x1", "1x3", "3x1", "2x3", "3x2", "3x4", "4x3", "4x5", "5x4", "9x16", "16x9", "10x16", "16x10"];

    // All other words for a style are names of presets.
    private static readonly string[] StyleTypes = ["AUTO", "GENERAL", "REALISTIC", "DESIGN", "FICTION", "STYLIZED", "CUSTOM"];

    public static HttpRequestMessage Of(ImageOrder order, IdeogramOptions options)
    {
        if (!Paths.TryGetValue(order.Task, out var path))
        {
            throw ProviderErrors.InvalidRequest();
        }

        var form = order.Task == ImageTask.Upscale ? Upscale(order) : Drawing(order);
        return form.Post(options.AddressOf(options.Paths.GetValueOrDefault(order.Task, path)));
    }

    private static FormBody Drawing(ImageOrder order)
    {
        var form = new FormBody();
        if (order.Task != ImageTask.Outpaint)
        {
            form.Add("prompt", ImageWords.PromptOf(order));
        }

        AddSize(form, order);
        form.Add("num_images", order.Count)
            .Add("seed", Seed(order))
            .Add("rendering_speed", order.Quality)
            .Add(StyleTypes.Contains(order.Style) ? "style_type" : "style_preset", order.Style)
            .Add("negative_prompt", order.NegativePrompt);
        if (order.Task == ImageTask.Remix)
        {
            form.Add("image_weight", Weight(order));
        }

        if (order.Source is { } source)
        {
            form.Add("image", source);
        }

        if (order.Mask is { } mask)
        {
            form.AddMask("mask", MaskFile.BlackIsHere(mask));
        }

        foreach (var reference in order.References ?? [])
        {
            form.Add("style_reference_images", reference);
        }

        return form;
    }

    /// <summary>An edit keeps the picture's size, a reframe takes nothing but pixels, and a remix would crop to a square where it is told no ratio.</summary>
    private static void AddSize(FormBody form, ImageOrder order)
    {
        if (order.Task == ImageTask.Inpaint)
        {
            return;
        }

        if (order.Ratio is { } ratio && order.Task != ImageTask.Outpaint)
        {
            form.Add("aspect_ratio", ratio.Replace(':', 'x'));
        }
        else if (order is { Width: > 0, Height: > 0 })
        {
            form.Add("resolution", $"{order.Width}x{order.Height}");
        }
        else if (order is { Task: ImageTask.Remix, Source: { } source })
        {
            form.Add("aspect_ratio", NearestRatio.Of(source.Width, source.Height, Ratios));
        }
    }

    private static FormBody Upscale(ImageOrder order) => new FormBody()
        .AddJson("image_request", JsonBody.Object(json =>
        {
            if (!string.IsNullOrWhiteSpace(order.Prompt))
            {
                json.WriteString("prompt", order.Prompt);
            }

            if (Weight(order) is { } resemblance)
            {
                json.WriteNumber("resemblance", resemblance);
            }

            json.WriteNumber("num_images", order.Count);
            if (Seed(order) is { } seed)
            {
                json.WriteNumber("seed", seed);
            }
        }))
        .Add("image_file", order.Source ?? throw ProviderErrors.InvalidRequest());

    /// <summary>From 1 to 100, more is closer to the source: the other way round than ours.</summary>
    private static long? Weight(ImageOrder order) => order.Strength is { } strength ? Math.Clamp((long)Math.Round((1 - strength) * 100), 1, 100) : null;

    private static long? Seed(ImageOrder order) => order.Seed & int.MaxValue;
}
