using System.Globalization;
using System.Text.Json.Nodes;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.Replicate;

/// <summary>
/// Our order as the input of one model. The vendor's models agree on little, so each part goes into the first field of its usual names that the model
/// has. What carries the person's meaning and finds no field (a mask, a source, a size) is refused before anything is ordered; a seed is not.
/// </summary>
internal sealed class ReplicateInput(ReplicateModelRow model, ImageOrder order)
{
    private readonly JsonObject _input = [];

    /// <summary>Pictures that one prediction makes at most; 1 where the model has no field for it.</summary>
    public int MostAtOnce => CountField is { } name ? (int)Math.Clamp(model.Fields.GetValueOrDefault(name)?.Max ?? 4, 1, 8) : 1;

    private string? CountField => model.FieldFor("count", "num_outputs", "num_images", "number_of_images");

    private string? SeedField => model.FieldFor("seed", "seed");

    /// <summary>All but the number of pictures.</summary>
    /// <param name="addressOf">Where the vendor finds a file of ours.</param>
    /// <exception cref="ProviderException">The model has no field for what the order needs.</exception>
    public async Task WriteAsync(Func<string, ReadOnlyMemory<byte>, Task<string>> addressOf)
    {
        // Models that draw by words insist on some; those of one result do without.
        var prompt = order.Task.HasOneResult ? order.Prompt : ImageWords.PromptOf(order);
        Put("prompt", prompt.Length > 0 ? prompt : null, isNeeded: order.Prompt.Length > 0 && !order.Task.HasOneResult, "prompt");
        Put("negativePrompt", order.NegativePrompt, isNeeded: false, "negative_prompt");
        Put("quality", order.Quality, isNeeded: true, "quality", "resolution", "megapixels");
        Put("style", order.Style, isNeeded: true, "style", "style_type");
        Put("strength", order.Strength, isNeeded: false, "prompt_strength", "strength");
        Put("scale", order.Scale, isNeeded: false, "scale", "scale_factor", "upscale_factor");
        Put("seed", order.Seed, isNeeded: false, "seed");
        PutSize();
        Put("margins", order.Margins is { } margins ? OutpaintOf(margins) : null, isNeeded: true, "outpaint");
        await PutPicturesAsync(addressOf);
        if (order.Mask is { } mask)
        {
            // White is where FLUX repaints (their schema, read 2026-04).
            Put("mask", await addressOf("image/png", MaskFile.WhiteIsHere(mask)), isNeeded: true, ReplicateModelRow.MaskFields);
        }

        foreach (var (name, value) in model.Set ?? new Dictionary<string, string>())
        {
            _input[name] = value;
        }
    }

    /// <summary>The input of one prediction: a share of the order, with its own seed.</summary>
    public JsonObject For(ImageOrder share)
    {
        var input = (JsonObject)_input.DeepClone();
        if (CountField is { } field && share.Count > 1)
        {
            input[field] = share.Count;
        }

        if (share.Seed != order.Seed && SeedField is { } seed)
        {
            input[seed] = share.Seed;
        }

        return input;
    }

    private void PutSize()
    {
        var ratio = model.FieldFor("ratio", "aspect_ratio");
        if (order.Ratio is { } asked && ratio is not null && model.Fields[ratio].Takes(asked))
        {
            _input[ratio] = asked;
            return;
        }

        if (order.Width > 0 && order.Task == ImageTask.Create && model.FieldFor("width", "width") is { } width && model.FieldFor("height", "height") is { } height)
        {
            _input[width] = order.Width;
            _input[height] = order.Height;
            if (ratio is not null && model.Fields[ratio].Takes("custom"))
            {
                _input[ratio] = "custom";
            }

            return;
        }

        if (order.Ratio is not null && ratio is not null)
        {
            throw ProviderErrors.InvalidRequest();
        }
    }

    private async Task PutPicturesAsync(Func<string, ReadOnlyMemory<byte>, Task<string>> addressOf)
    {
        SourceImage[] pictures = order.Source is { } source ? [source, .. order.References ?? []] : [.. order.References ?? []];
        if (pictures.Length == 0)
        {
            return;
        }

        if (model.FieldFor("sources", "input_images", "image_input", "images") is { } many && model.Fields.GetValueOrDefault(many) is { IsList: true })
        {
            var all = new JsonArray();
            foreach (var picture in pictures)
            {
                all.Add((JsonNode)await addressOf(picture.MediaType, picture.Bytes));
            }

            _input[many] = all;
            return;
        }

        var one = model.FieldFor("source", "image", "input_image", "img", "image_prompt") ?? throw ProviderErrors.InvalidRequest();
        for (var at = 0; at < pictures.Length; at++)
        {
            // Some take input_image, input_image_2, input_image_3.
            var name = at == 0 ? one : string.Create(CultureInfo.InvariantCulture, $"{one}_{at + 1}");
            if (!model.Fields.ContainsKey(name))
            {
                throw ProviderErrors.InvalidRequest();
            }

            _input[name] = await addressOf(pictures[at].MediaType, pictures[at].Bytes);
        }
    }

    private void Put(string part, JsonNode? value, bool isNeeded, params ReadOnlySpan<string> names)
    {
        if (value is null)
        {
            return;
        }

        var name = model.FieldFor(part, names);
        if (name is not null && model.Fields.TryGetValue(name, out var field) && field.Takes(value.ToString()))
        {
            _input[name] = field.IsText ? value.ToString() : value;
        }
        else if (isNeeded)
        {
            throw ProviderErrors.InvalidRequest();
        }
    }

    /// <summary>Where nobody here can open the source there is only the vendor's way, by words and not by pixels: one side, all around, or to a square.</summary>
    private string OutpaintOf(ImageMargins margins)
    {
        var (left, top, right, bottom) = (margins.Left > 0, margins.Top > 0, margins.Right > 0, margins.Bottom > 0);
        if (order.Source is not { } source)
        {
            throw ProviderErrors.InvalidRequest();
        }

        var width = source.Width + margins.Left + margins.Right;
        var height = source.Height + margins.Top + margins.Bottom;
        return (left, top, right, bottom) switch
        {
            (true, false, false, false) => "Left outpaint",
            (false, true, false, false) => "Top outpaint",
            (false, false, true, false) => "Right outpaint",
            (false, false, false, true) => "Bottom outpaint",
            (true, true, true, true) => width >= source.Width * 1.75 ? "Zoom out 2x" : "Zoom out 1.5x",
            _ => width == height ? "Make square" : throw ProviderErrors.InvalidRequest(),
        };
    }
}
