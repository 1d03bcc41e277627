using AIGenerator.Providers.ChatCompletions;
using AIGenerator.Providers.Http;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.OpenAI.Images;

/// <summary>OpenAI's GPT Image models. They answer with the pictures themselves, and say what they counted.</summary>
internal sealed class OpenAIImageProvider(OpenAIOptions options, VendorCalls calls) : AtOnceProvider
{
    public const string ProviderId = "openai";

    private static readonly ImageRefusals Refusals = new(new ErrorEnvelope());

    public override string Id => ProviderId;

    public override bool IsConfigured => options.IsConfigured;

    protected override async Task<MediaReport> MakeAsync(ImageOrder order, CancellationToken ct)
    {
        using var request = OpenAIImageRequest.Of(order, options);
        options.Authorize(request);
        var reply = await calls.SendAsync(ProviderId, request, Refusals, CallEffect.BeginsWork, options.MediaTimeout, ct);
        return ImageAnswer.Read(reply, answer =>
        {
            if (answer.Member("error") is { } error)
            {
                throw ImageRefusals.ForPictures(ErrorEnvelope.Inside(error, answer.Member("code")));
            }

            return ImageAnswer.Done(
                [.. answer.Items("data").Select(item => item.Picture()).OfType<MediaOutput>()],
                costUsd: OpenAIImagePrices.CostOf(order.Model, answer.Member("usage")));
        });
    }
}
