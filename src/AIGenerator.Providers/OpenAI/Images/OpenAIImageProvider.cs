using AIGenerator.Providers.ChatCompletions;
using AIGenerator.Providers.Http;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.OpenAI.Images;

/// <summary>OpenAI's GPT Image models. They answer with the pictures themselves, and say what they counted.</summary>
internal sealed class OpenAIImageProvider(OpenAIOptions options, VendorCalls calls) : AtOnceProvider
{
    public const string ProviderId = "openai";

    public override string Id => ProviderId;

    public override bool IsConfigured => options.IsConfigured;

    public override MediaTraits Traits => new(AtOnce: options.MaxAtOnce, Key: options.KeyPrint);

    protected override async Task<MediaReport> MakeAsync(ImageOrder order, CancellationToken ct)
    {
        using var request = OpenAIImageRequest.Of(order, options);
        options.Authorize(request);
        return await calls.DrawAsync(ProviderId, request, options.MediaTimeout, usage => OpenAIImagePrices.CostOf(order.Model, usage), ct);
    }
}
