using System.Text.Json;
using AIGenerator.Providers.Http;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.Google.Images;

/// <summary>Writes one call. There is no count, no mask and no seed to rely on; a ratio that is left out is the source's.</summary>
internal static class GoogleImageRequest
{
    public static HttpRequestMessage Of(ImageOrder order, GoogleOptions options) =>
        order.Task is ImageTask.Create or ImageTask.Remix && order.Mask is null
            ? JsonBody.Post(options.AnswerAddressOf(order.Model), json =>
            {
                WriteContents(json, order);
                WriteConfig(json, order);
            })
            : throw ProviderErrors.InvalidRequest();

    private static void WriteContents(Utf8JsonWriter json, ImageOrder order)
    {
        json.WriteStartArray("contents");
        json.WriteStartObject();
        json.WriteString("role", "user");
        json.WriteStartArray("parts");
        json.WriteStartObject();
        json.WriteString("text", ImageWords.PromptOf(order));
        json.WriteEndObject();
        SourceImage[] images = [.. order.Source is { } source ? [source] : Array.Empty<SourceImage>(), .. order.References ?? []];
        foreach (var image in images)
        {
            json.WriteStartObject();
            json.WriteStartObject("inlineData");
            json.WriteString("mimeType", image.MediaType);
            json.WriteBase64String("data", image.Bytes.Span);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteConfig(Utf8JsonWriter json, ImageOrder order)
    {
        json.WriteStartObject("generationConfig");

        // With TEXT beside it the model chats instead of drawing now and then.
        json.WriteStartArray("responseModalities");
        json.WriteStringValue("IMAGE");
        json.WriteEndArray();
        if (order.Ratio is not null || order.Quality is not null)
        {
            json.WriteStartObject("imageConfig");
            if (order.Ratio is { } ratio)
            {
                json.WriteString("aspectRatio", ratio);
            }

            // 512, 1K, 2K or 4K; a small k is refused.
            if (order.Quality is { } size)
            {
                json.WriteString("imageSize", size);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
