using AIGenerator.Providers.ChatCompletions;
using AIGenerator.Providers.Http;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.OpenRouter.Images;

/// <summary>Pictures of many vendors behind OpenRouter's key. Always base64, all or nothing, and the cost comes along.</summary>
internal sealed class OpenRouterImageProvider(OpenRouterOptions options, VendorCalls calls) : AtOnceProvider
{
    public const string ProviderId = "openrouter";

    private static readonly ImageRefusals Refusals = new(new ErrorEnvelope());

    public override string Id => ProviderId;

    public override bool IsConfigured => options.IsConfigured;

    protected override async Task<MediaReport> MakeAsync(ImageOrder order, CancellationToken ct)
    {
        using var request = OpenRouterImageRequest.Of(order, options);
        options.Authorize(request);
        var reply = await calls.SendAsync(ProviderId, request, Refusals, CallEffect.BeginsWork, options.MediaTimeout, ct);
        return ImageAnswer.Read(reply, answer =>
        {
            // This vendor answers 200 with an error inside, its real status a number there.
            if (answer.Member("error") is { } error)
            {
                throw ImageRefusals.ForPictures(ErrorEnvelope.Inside(error, answer.Member("code")));
            }

            return ImageAnswer.Done(
                [.. answer.Items("data").Select(item => item.Picture()).OfType<MediaOutput>()],
                costUsd: answer.Member("usage")?.Amount("cost"));
        });
    }
}
