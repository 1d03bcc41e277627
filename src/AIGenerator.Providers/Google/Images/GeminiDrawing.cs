using System.Text.Json;
using AIGenerator.Providers.Http;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.Google.Images;

/// <summary>What one call brought: a picture, or why there is none; and what it costs in either case.</summary>
internal sealed record GeminiDrawing(MediaOutput? Picture, ProviderException? Failure, decimal? CostUsd = null)
{
    /// <summary>Reads an answer. No picture with status 200 is common here: a blocked prompt, a withheld picture, a refusal in words.</summary>
    /// <exception cref="ProviderException">It cannot be read, or carries an error.</exception>
    public static GeminiDrawing Read(string model, VendorReply reply) => ImageAnswer.Read(reply, answer =>
    {
        if (answer.Member("error") is { } error)
        {
            throw ImageRefusals.ForPictures(GoogleFaults.Of(500, error, retryAfter: null).Failure);
        }

        var cost = GeminiImagePrices.CostOf(model, answer.Member("usageMetadata"));
        if (answer.Member("promptFeedback")?.Text("blockReason") is not null)
        {
            return new GeminiDrawing(null, ProviderErrors.Moderated(), cost);
        }

        var candidate = answer.Items("candidates").FirstOrDefault();
        var parts = PartsOf(candidate);

        // Models that think draw sketches on the way, flagged as thoughts; the last picture is the answer.
        var picture = parts.Select(PictureOf).LastOrDefault(picture => picture is not null);
        return picture is null
            ? new GeminiDrawing(null, WhyNone(candidate, parts), cost)
            : new GeminiDrawing(picture, null, cost);
    });

    private static IReadOnlyList<JsonElement> PartsOf(JsonElement candidate) => candidate.Member("content") is { } content
        ? [.. content.Items("parts").Where(part => part.Member("thought") is not { ValueKind: JsonValueKind.True })]
        : [];

    private static MediaOutput? PictureOf(JsonElement part) =>
        part.Member("inlineData") is { } data && data.Member("data") is { ValueKind: JsonValueKind.String } base64 && base64.GetBytesFromBase64() is { Length: > 0 } bytes
            ? new MediaOutput(bytes)
            : null;

    private static ProviderException WhyNone(JsonElement candidate, IReadOnlyList<JsonElement> parts) => candidate.Text("finishReason") switch
    {
        "SAFETY" or "RECITATION" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII"
            or "IMAGE_SAFETY" or "IMAGE_PROHIBITED_CONTENT" or "IMAGE_RECITATION" or "NO_IMAGE" => ProviderErrors.Moderated(),

        // "I cannot draw that" is a proper end with words and no picture.
        "STOP" when parts.Any(part => part.Text("text") is not null) => ProviderErrors.Moderated(),
        _ => ProviderErrors.Empty(),
    };
}
