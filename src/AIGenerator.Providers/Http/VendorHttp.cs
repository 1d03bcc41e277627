using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AIGenerator.Providers.Text;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Providers.Http;

/// <summary>One request and one stream with a vendor, whatever its protocol: every trouble on the way comes out in our words.</summary>
internal sealed partial class VendorHttp(IHttpClientFactory clients, TimeProvider clock, ILogger<VendorHttp> logger)
{
    /// <summary>Longest line of a stream, and longest answer that is not streamed, in bytes.</summary>
    public const int LongestLine = 4 * 1024 * 1024;

    private const long MostBytes = 64 * 1024 * 1024;
    private const int LongestFault = 64 * 1024;

    /// <summary>A request with a JSON body that asks for a stream.</summary>
    public static HttpRequestMessage Post(Uri address, byte[] json)
    {
        var content = new ByteArrayContent(json);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json", 0.5));
        return request;
    }

    /// <summary>Sends and streams; see <see cref="ITextProvider.StreamAsync"/>.</summary>
    /// <param name="provider">The provider's id, which names its client.</param>
    /// <param name="request">Key and all; disposed by its caller.</param>
    /// <param name="protocol">How bodies are read.</param>
    /// <param name="begin">The answer that a good response begins.</param>
    /// <param name="ct">Closes the connection.</param>
    /// <exception cref="ProviderException">The vendor refused, failed or answered nonsense.</exception>
    public async IAsyncEnumerable<TextEvent> StreamAsync<TPiece>(
        string provider,
        HttpRequestMessage request,
        IVendorProtocol<TPiece> protocol,
        Func<HttpResponseMessage, IVendorAnswer<TPiece>> begin,
        [EnumeratorCancellation] CancellationToken ct)
    {
        using var response = await SendAsync(provider, request, ct);
        await using var body = new LimitedStream(await response.Content.ReadAsStreamAsync(ct), MostBytes, LongestLine);
        if (!response.IsSuccessStatusCode)
        {
            throw await RefusalOfAsync(provider, response, body, protocol, ct);
        }

        var answer = begin(response);
        await using var pieces = protocol.PiecesOf(response.Content.Headers.ContentType?.MediaType, body, ct).GetAsyncEnumerator(ct);
        while (!answer.IsOver && await NextAsync(pieces, ct))
        {
            foreach (var step in answer.Accept(pieces.Current))
            {
                yield return step;
            }
        }

        yield return answer.End();
    }

    /// <summary>A whole body.</summary>
    /// <exception cref="OversizedAnswerException">It is longer than <paramref name="most"/> bytes.</exception>
    public static async Task<byte[]> ReadAllAsync(Stream body, int most, CancellationToken ct)
    {
        using var all = new MemoryStream();
        await CopyAsync(body, all, most, new byte[8192], ct);
        return all.ToArray();
    }

    /// <summary>Hands a whole body on.</summary>
    /// <exception cref="OversizedAnswerException">It is longer than <paramref name="most"/> bytes.</exception>
    public static async Task CopyAsync(Stream body, Stream into, int most, byte[] buffer, CancellationToken ct)
    {
        var length = 0L;
        for (int read; (read = await body.ReadAsync(buffer, ct)) > 0;)
        {
            length += read;
            if (length > most)
            {
                throw new OversizedAnswerException();
            }

            await into.WriteAsync(buffer.AsMemory(0, read), ct);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(string provider, HttpRequestMessage request, CancellationToken ct)
    {
        try
        {
            return await clients.CreateClient(provider).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        }
        catch (HttpRequestException e)
        {
            ct.ThrowIfCancellationRequested();
            throw ProviderErrors.Unreachable(e);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            // The connect timeout.
            throw ProviderErrors.Unreachable(e);
        }
    }

    private static async Task<bool> NextAsync<TPiece>(IAsyncEnumerator<TPiece> pieces, CancellationToken ct)
    {
        try
        {
            return await pieces.MoveNextAsync();
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            ct.ThrowIfCancellationRequested();
            throw ProviderErrors.Cut(e);
        }
        catch (Exception e) when (e is JsonException or OversizedAnswerException)
        {
            throw ProviderErrors.Garbage(e);
        }
    }

    private async Task<ProviderException> RefusalOfAsync<TPiece>(
        string provider, HttpResponseMessage response, Stream body, IVendorProtocol<TPiece> protocol, CancellationToken ct)
    {
        byte[] bytes = [];
        try
        {
            bytes = await ReadAllAsync(body, LongestFault, ct);
        }
        catch (Exception e) when (e is OversizedAnswerException or IOException or HttpRequestException)
        {
            // An endless or a broken body: the status says enough.
            ct.ThrowIfCancellationRequested();
        }

        var status = (int)response.StatusCode;
        var (failure, word, _) = protocol.RefusalOf(status, bytes, RetryAfter.Of(response.Headers, clock));
        LogRefused(provider, status, word, failure.Code);
        return failure;
    }

    [LoggerMessage(LogLevel.Warning, "{Provider} refused with HTTP {Status} ({Word}): {Code}")]
    private partial void LogRefused(string provider, int status, string word, string code);
}
