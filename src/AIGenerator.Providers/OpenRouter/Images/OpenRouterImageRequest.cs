using System.Text.Json;
using AIGenerator.Providers.ChatCompletions;
using AIGenerator.Providers.Http;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.OpenRouter.Images;

/// <summary>Writes the order. A ratio goes with a step of size (1K, 2K, 4K), pixels go alone: both together are refused where they disagree.</summary>
internal static class OpenRouterImageRequest
{
    private static readonly string[] Steps = ["512", "1K", "2K", "4K"];

    public static HttpRequestMessage Of(ImageOrder order, OpenRouterOptions options)
    {
        // There is no mask here, and no call of its own for anything but making.
        if (order.Task is not (ImageTask.Create or ImageTask.Remix) || order.Mask is not null)
        {
            throw ProviderErrors.InvalidRequest();
        }

        return JsonBody.Post(options.AddressOf("images"), json =>
        {
            json.WriteString("model", order.Model);
            json.WriteString("prompt", ImageWords.PromptOf(order));
            json.WriteNumber("n", order.Count);
            WriteSize(json, order);
            if (order.Quality is { } quality)
            {
                json.WriteString(Steps.Contains(quality) ? "resolution" : "quality", quality);
            }

            if (order.Seed is { } seed)
            {
                json.WriteNumber("seed", seed);
            }

            WriteReferences(json, order);
        });
    }

    private static void WriteSize(Utf8JsonWriter json, ImageOrder order)
    {
        if (order.Ratio is { } ratio)
        {
            json.WriteString("aspect_ratio", ratio);
        }
        else if (order is { Width: > 0, Height: > 0 })
        {
            json.WriteString("size", $"{order.Width}x{order.Height}");
        }
    }

    private static void WriteReferences(Utf8JsonWriter json, ImageOrder order)
    {
        SourceImage[] images = [.. order.Source is { } source ? [source] : Array.Empty<SourceImage>(), .. order.References ?? []];
        if (images.Length == 0)
        {
            return;
        }

        json.WriteStartArray("input_references");
        foreach (var image in images)
        {
            ImagePart.Write(json, image.MediaType, image.Bytes);
        }

        json.WriteEndArray();
    }
}
