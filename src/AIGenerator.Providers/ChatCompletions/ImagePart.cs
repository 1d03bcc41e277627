using System.Text.Json;
using AIGenerator.Providers.Http;

namespace AIGenerator.Providers.ChatCompletions;

/// <summary>A picture of ours as a part of a message or of an order: <c>{"type":"image_url","image_url":{"url":"data:…"}}</c>.</summary>
internal static class ImagePart
{
    public static void Write(Utf8JsonWriter json, string mediaType, ReadOnlyMemory<byte> bytes)
    {
        json.WriteStartObject();
        json.WriteString("type", "image_url");
        json.WriteStartObject("image_url");
        json.WriteString("url", DataAddress.Of(mediaType, bytes.Span));
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
