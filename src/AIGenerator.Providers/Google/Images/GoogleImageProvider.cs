using AIGenerator.Providers.Http;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.Google.Images;

/// <summary>Google's Gemini models that draw. They make one picture a call, so several are several calls, side by side.</summary>
internal sealed class GoogleImageProvider(GoogleOptions options, VendorCalls calls) : AtOnceProvider
{
    // Limits are per minute and differ by account; an order of eight shall not use them up at a stroke.
    private const int SideBySide = 4;

    private static readonly ImageRefusals Refusals = new(new GoogleRefusals());

    public override string Id => GoogleTextProvider.ProviderId;

    public override bool IsConfigured => options.IsConfigured;

    public override MediaTraits Traits => new(AtOnce: options.MaxAtOnce, Key: options.KeyPrint);

    protected override async Task<MediaReport> MakeAsync(ImageOrder order, CancellationToken ct)
    {
        var drawings = new GeminiDrawing[order.Count];
        await Parallel.ForAsync(
            0,
            order.Count,
            new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = ct },
            async (i, token) => drawings[i] = await DrawAsync(order, token));
        return GeminiDrawings.Together(drawings);
    }

    /// <summary>One call. Its failure is a value: the others may have delivered.</summary>
    private async Task<GeminiDrawing> DrawAsync(ImageOrder order, CancellationToken ct)
    {
        try
        {
            using var request = GoogleImageRequest.Of(order, options);
            options.Authorize(request);
            return GeminiDrawing.Read(order.Model, await calls.SendAsync(Id, request, Refusals, CallEffect.BeginsWork, options.MediaTimeout, ct));
        }
        catch (ProviderException failure)
        {
            return new GeminiDrawing(null, failure);
        }
    }
}
