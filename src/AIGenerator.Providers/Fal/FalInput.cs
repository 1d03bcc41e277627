using System.Text.Json.Nodes;
using AIGenerator.Providers.Http;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.Fal;

/// <summary>Our order in the words of one endpoint. Files go along as data addresses, so that nobody has to reach us.</summary>
internal static class FalInput
{
    /// <exception cref="ProviderException">The endpoint has no word for what the order needs.</exception>
    public static JsonObject Of(ImageOrder order, FalModelRow model)
    {
        var input = new JsonObject();
        Put(input, model.Prompt, order.Prompt.Length > 0 ? order.Prompt : null, isNeeded: true);
        Put(input, model.NegativePrompt, order.NegativePrompt, isNeeded: false);
        Put(input, model.Count, order.Count > 1 ? order.Count : null, isNeeded: true);
        Put(input, model.Seed, order.Seed, isNeeded: false);
        Put(input, model.Strength, order.Strength, isNeeded: false);
        Put(input, model.Scale, order.Scale, isNeeded: true);
        Put(input, model.Quality, order.Quality, isNeeded: true);
        Put(input, model.Style, order.Style, isNeeded: true);
        Put(input, model.Mask, order.Mask is { } mask ? DataAddress.Of("image/png", MaskFile.WhiteIsHere(mask)) : null, isNeeded: true);
        if (order.Margins is not null)
        {
            throw ProviderErrors.InvalidRequest();
        }

        PutSize(input, order, model);
        PutPictures(input, order, model);
        return input;
    }

    private static void PutSize(JsonObject input, ImageOrder order, FalModelRow model)
    {
        if (model.Ratio is { } ratio && order.Ratio is not null)
        {
            input[ratio] = order.Ratio;
        }
        else if (model.Size is { } size && order.Width > 0 && order.Task == ImageTask.Create)
        {
            input[size] = new JsonObject { ["width"] = order.Width, ["height"] = order.Height };
        }
    }

    private static void PutPictures(JsonObject input, ImageOrder order, FalModelRow model)
    {
        SourceImage[] pictures = order.Source is { } source ? [source, .. order.References ?? []] : [.. order.References ?? []];
        if (pictures.Length > 0 && model.Sources is { } many)
        {
            input[many] = new JsonArray([.. pictures.Select(picture => (JsonNode)DataAddress.Of(picture.MediaType, picture.Bytes.Span))]);
        }
        else if (pictures.Length > 0)
        {
            Put(input, pictures.Length == 1 ? model.Source : null, DataAddress.Of(pictures[0].MediaType, pictures[0].Bytes.Span), isNeeded: true);
        }
    }

    private static void Put(JsonObject input, string? name, JsonNode? value, bool isNeeded)
    {
        if (value is not null && name is not null)
        {
            input[name] = value;
        }
        else if (value is not null && isNeeded)
        {
            throw ProviderErrors.InvalidRequest();
        }
    }
}
