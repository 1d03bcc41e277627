using AIGenerator.Providers.Http;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.OpenAI.Images;

/// <summary>
/// Writes the order: JSON for pictures from words alone, a form for those from pictures. Never <c>response_format</c>, which the GPT Image models
/// refuse, nor <c>input_fidelity</c>, which the newer ones do; the model is always named, as the vendor's own default is one that has ended.
/// </summary>
internal static class OpenAIImageRequest
{
    public static HttpRequestMessage Of(ImageOrder order, OpenAIOptions options) => order switch
    {
        { Task: ImageTask.Create, Source: null, References: null or [] } => Generation(order, options),
        { Task: ImageTask.Create or ImageTask.Remix or ImageTask.Inpaint } => Edit(order, options),
        _ => throw ProviderErrors.InvalidRequest(),
    };

    private static HttpRequestMessage Generation(ImageOrder order, OpenAIOptions options) => JsonBody.Post(options.AddressOf("images/generations"), json =>
    {
        json.WriteString("model", order.Model);
        json.WriteString("prompt", order.Prompt);
        json.WriteNumber("n", order.Count);
        json.WriteString("size", SizeOf(order));
        if (order.Quality is { } quality)
        {
            json.WriteString("quality", quality);
        }
    });

    private static HttpRequestMessage Edit(ImageOrder order, OpenAIOptions options)
    {
        var form = new FormBody()
            .Add("model", order.Model)
            .Add("prompt", ImageWords.PromptOf(order))
            .Add("n", order.Count)
            .Add("size", SizeOf(order))
            .Add("quality", order.Quality);

        // The mask belongs to the first picture.
        SourceImage[] images = [.. order.Source is { } source ? [source] : Array.Empty<SourceImage>(), .. order.References ?? []];
        foreach (var image in images)
        {
            form.Add("image[]", image);
        }

        if (order.Mask is { } mask)
        {
            form.AddMask("mask", MaskFile.TransparentIsHere(mask));
        }

        return form.Post(options.AddressOf("images/edits"));
    }

    private static string SizeOf(ImageOrder order) => order is { Width: > 0, Height: > 0 } ? $"{order.Width}x{order.Height}" : "auto";
}
