using System.Text.Json;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.OpenAI.Images;

/// <summary>
/// What an answer costs by its own count, in dollars for a million tokens. The vendor bills tokens, not pictures. From pydantic/genai-prices
/// (prices/providers/openai.yml) and the model pages at developers.openai.com, read 2026-11. Unknown models have no cost rather than a guessed one.
/// </summary>
internal static class OpenAIImagePrices
{
    // The longest beginning counts: dated snapshots carry a suffix. Editions 2, 2.5 and 2.6 cost the same.
    private static readonly (string Model, decimal TextIn, decimal ImageIn, decimal ImageOut)[] Prices =
    [
        ("gpt-image-1-mini", 2m, 2.5m, 8m),
        ("gpt-image-1.5", 5m, 8m, 32m),
        ("gpt-image-1", 5m, 10m, 40m),
        ("gpt-image-2", 5m, 8m, 30m),
    ];

    public static decimal? CostOf(string model, JsonElement? usage)
    {
        var price = Prices.FirstOrDefault(price => model.StartsWith(price.Model, StringComparison.Ordinal));
        if (price.Model is null
            || usage?.Whole("output_tokens") is not { } output
            || usage?.Member("input_tokens_details") is not { } input)
        {
            return null;
        }

        var text = input.Whole("text_tokens") ?? 0;
        var image = input.Whole("image_tokens") ?? 0;
        return ((text * price.TextIn) + (image * price.ImageIn) + (output * price.ImageOut)) / 1_000_000m;
    }
}
