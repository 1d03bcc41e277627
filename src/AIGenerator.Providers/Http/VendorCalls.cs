using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Providers.Http;

/// <summary>What a call may have set off at the vendor.</summary>
internal enum CallEffect
{
    /// <summary>Nothing: it only asks, or repeating it does no harm.</summary>
    None,

    /// <summary>Paid work: where no answer comes, nobody knows whether it has begun.</summary>
    BeginsWork,
}

/// <summary>A vendor's whole answer.</summary>
/// <param name="Status">HTTP status, 200 to 299.</param>
/// <param name="MediaType">What the vendor calls the body, or null.</param>
/// <param name="Body">Bounded in size.</param>
internal sealed record VendorReply(int Status, string? MediaType, byte[] Body)
{
    /// <summary>The body as JSON; its owner disposes of it.</summary>
    /// <exception cref="ProviderException">It is none.</exception>
    public JsonDocument Json()
    {
        try
        {
            return JsonDocument.Parse(Body, new JsonDocumentOptions { MaxDepth = 64 });
        }
        catch (JsonException e)
        {
            throw ProviderErrors.Garbage(e);
        }
    }
}

/// <summary>
/// One request and one whole answer with a vendor: every trouble on the way comes out in our words, and it is known whether the vendor may have begun.
/// </summary>
internal sealed partial class VendorCalls(IHttpClientFactory clients, TimeProvider clock, ILogger<VendorCalls> logger)
{
    /// <summary>Eight pictures in base64, and no more.</summary>
    private const int MostBytes = 256 * 1024 * 1024;

    private const int LongestFault = 64 * 1024;

    /// <param name="provider">The provider's id, which names its client.</param>
    /// <param name="request">Key and all; disposed by its caller.</param>
    /// <param name="refusals">How this vendor refuses.</param>
    /// <param name="effect">What the request may have set off.</param>
    /// <param name="patience">Until when an answer must have come whole.</param>
    /// <param name="ct">Closes the connection.</param>
    /// <exception cref="ProviderException">The vendor refused, failed or answered too much.</exception>
    public async Task<VendorReply> SendAsync(
        string provider, HttpRequestMessage request, IVendorRefusals refusals, CallEffect effect, TimeSpan patience, CancellationToken ct)
    {
        using var time = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, time.Token);
        try
        {
            using var response = await clients.CreateClient(provider).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            await using var body = await response.Content.ReadAsStreamAsync(either.Token);
            if (response.IsSuccessStatusCode)
            {
                return new VendorReply((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await VendorHttp.ReadAllAsync(body, MostBytes, either.Token));
            }

            throw await RefusalOfAsync(provider, response, body, refusals, effect, either.Token);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            // Ours, or the connect timeout: then nothing was sent.
            throw time.IsCancellationRequested ? WithEffect(ProviderErrors.Timeout(e), effect) : ProviderErrors.Unreachable(e);
        }
        catch (HttpRequestException e)
        {
            ct.ThrowIfCancellationRequested();
            throw NothingWasSent(e) ? ProviderErrors.Unreachable(e) : WithEffect(ProviderErrors.Cut(e), effect);
        }
        catch (IOException e)
        {
            ct.ThrowIfCancellationRequested();
            throw WithEffect(ProviderErrors.Cut(e), effect);
        }
        catch (OversizedAnswerException e)
        {
            throw WithEffect(ProviderErrors.Garbage(e), effect);
        }
    }

    private static bool NothingWasSent(HttpRequestException e) =>
        e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    private static ProviderException WithEffect(ProviderException failure, CallEffect effect) => effect == CallEffect.BeginsWork ? failure.Begun() : failure;

    private async Task<ProviderException> RefusalOfAsync(
        string provider, HttpResponseMessage response, Stream body, IVendorRefusals refusals, CallEffect effect, CancellationToken ct)
    {
        byte[] bytes = [];
        try
        {
            bytes = await VendorHttp.ReadAllAsync(body, LongestFault, ct);
        }
        catch (Exception e) when (e is OversizedAnswerException or IOException or HttpRequestException)
        {
            // An endless or a broken body: the status says enough.
            ct.ThrowIfCancellationRequested();
        }

        var status = (int)response.StatusCode;
        var (failure, word, beganNothing) = refusals.RefusalOf(status, bytes, RetryAfter.Of(response.Headers, clock));
        LogRefused(provider, status, word, failure.Code);

        // A refusal is the vendor's word that it does nothing; a server error is often a gateway's, which does not know.
        return !beganNothing && status is >= 499 or 408 or 409 ? WithEffect(failure, effect) : failure;
    }

    [LoggerMessage(LogLevel.Warning, "{Provider} refused with HTTP {Status} ({Word}): {Code}")]
    private partial void LogRefused(string provider, int status, string word, string code);
}
