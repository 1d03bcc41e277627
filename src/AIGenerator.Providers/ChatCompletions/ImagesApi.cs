using System.Text.Json;
using AIGenerator.Providers.Http;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.ChatCompletions;

/// <summary>An order of pictures over the interface that OpenAI began and others took over: one answer with all pictures, or one error, also with a good status.</summary>
internal static class ImagesApi
{
    private static readonly ImageRefusals Refusals = new(new ErrorEnvelope());

    /// <param name="calls">Sends.</param>
    /// <param name="provider">To whom.</param>
    /// <param name="request">The order, signed.</param>
    /// <param name="patience">How long the vendor may take.</param>
    /// <param name="costOf">What the answer's <c>usage</c> says it costs, in dollars.</param>
    /// <param name="ct">Stops waiting.</param>
    public static async Task<MediaReport> DrawAsync(
        this VendorCalls calls, string provider, HttpRequestMessage request, TimeSpan patience, Func<JsonElement?, decimal?> costOf, CancellationToken ct)
    {
        var reply = await calls.SendAsync(provider, request, Refusals, CallEffect.BeginsWork, patience, ct);
        return ImageAnswer.Read(reply, answer => answer.Member("error") is { } error
            ? throw ImageRefusals.ForPictures(ErrorEnvelope.Inside(error, answer.Member("code")))
            : ImageAnswer.Done([.. answer.Items("data").Select(item => item.Picture()).OfType<MediaOutput>()], costUsd: costOf(answer.Member("usage"))));
    }
}
