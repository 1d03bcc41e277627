using System.Text.Json;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.Google.Images;

/// <summary>
/// What an answer costs by its own count, in dollars for a million tokens: tokens of pictures are dearer than those of words. From pydantic/genai-prices
/// (prices/providers/google.yml, checked 2026-07-22); <c>gemini-nano-banana-2.1</c> second-hand, read 2026-11. Unknown models have no cost rather than
/// a guessed one.
/// </summary>
internal static class GeminiImagePrices
{
    private static readonly (string Model, decimal In, decimal TextOut, decimal ImageOut)[] Prices =
    [
        ("gemini-2.5-flash-image", 0.30m, 2.50m, 30m),
        ("gemini-3.1-flash-image", 0.50m, 3m, 60m),
        ("gemini-3-pro-image", 2m, 12m, 120m),
        ("gemini-nano-banana-2.1", 1.50m, 7.50m, 30m),
    ];

    public static decimal? CostOf(string model, JsonElement? usage)
    {
        var price = Prices.FirstOrDefault(price => model.StartsWith(price.Model, StringComparison.Ordinal));
        if (price.Model is null || usage is not { } count)
        {
            return null;
        }

        // Zeros are left out. Thoughts stand beside the candidates and are billed as words, as is whatever is not said to be a picture.
        var input = count.Whole("promptTokenCount") ?? 0;
        var output = (count.Whole("candidatesTokenCount") ?? 0) + (count.Whole("thoughtsTokenCount") ?? 0);
        if (output > 0 && count.Member("candidatesTokensDetails") is null)
        {
            return null;
        }

        var pictures = count.Items("candidatesTokensDetails").Where(detail => detail.Text("modality") == "IMAGE").Sum(detail => detail.Whole("tokenCount") ?? 0);
        return ((input * price.In) + (Math.Max(0, output - pictures) * price.TextOut) + (pictures * price.ImageOut)) / 1_000_000m;
    }
}
