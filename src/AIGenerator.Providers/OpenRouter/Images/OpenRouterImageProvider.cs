using AIGenerator.Providers.ChatCompletions;
using AIGenerator.Providers.Http;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.OpenRouter.Images;

/// <summary>Pictures of many vendors behind OpenRouter's key. Always base64, all or nothing, and the cost comes along.</summary>
internal sealed class OpenRouterImageProvider(OpenRouterOptions options, VendorCalls calls) : AtOnceProvider
{
    public const string ProviderId = "openrouter";

    public override string Id => ProviderId;

    public override bool IsConfigured => options.IsConfigured;

    public override MediaTraits Traits => new(AtOnce: options.MaxAtOnce, Key: options.KeyPrint);

    protected override async Task<MediaReport> MakeAsync(ImageOrder order, CancellationToken ct)
    {
        using var request = OpenRouterImageRequest.Of(order, options);
        options.Authorize(request);
        return await calls.DrawAsync(ProviderId, request, options.MediaTimeout, usage => usage?.Amount("cost"), ct);
    }
}
