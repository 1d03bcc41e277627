using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AIGenerator.Providers.Http;
using AIGenerator.Providers.Text;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Providers.ChatCompletions;

/// <summary>Speaks chat completions with one vendor: one request, one stream, every fault in our words.</summary>
internal sealed partial class ChatCompletionsClient(
    IHttpClientFactory clients, VendorOptions options, ChatDialect dialect, TimeProvider clock, ILogger<ChatCompletionsClient> logger)
{
    private const long MostBytes = 64 * 1024 * 1024;
    private const int LongestLine = 4 * 1024 * 1024;
    private const int LongestFault = 64 * 1024;

    /// <summary>See <see cref="ITextProvider.StreamAsync"/>.</summary>
    public async IAsyncEnumerable<TextEvent> StreamAsync(TextOrder order, [EnumeratorCancellation] CancellationToken ct)
    {
        using var request = RequestFor(order);
        using var response = await SendAsync(request, ct);
        await using var body = new LimitedStream(await response.Content.ReadAsStreamAsync(ct), MostBytes, LongestLine);
        if (!response.IsSuccessStatusCode)
        {
            throw await FaultOfAsync(response, body, ct);
        }

        var answer = new ChatAnswer(dialect, IdOf(response));
        await using var chunks = ChunksOf(response, body, ct).GetAsyncEnumerator(ct);
        while (await NextAsync(chunks, ct))
        {
            if (ReferenceEquals(chunks.Current, Done))
            {
                answer.Done();
                break;
            }

            foreach (var step in answer.Accept(chunks.Current))
            {
                yield return step;
            }
        }

        yield return answer.End();
    }

    private static readonly ChatChunk Done = new(null, null, null, null, null);

    private HttpRequestMessage RequestFor(TextOrder order)
    {
        var content = new ByteArrayContent(ChatRequestWriter.Write(order, dialect));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, options.AddressOf("chat/completions")) { Content = content };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json", 0.5));
        options.Authorize(request);
        return request;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        try
        {
            return await clients.CreateClient(dialect.ProviderId).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
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

    private static IAsyncEnumerable<ChatChunk> ChunksOf(HttpResponseMessage response, Stream body, CancellationToken ct) =>
        response.Content.Headers.ContentType?.MediaType switch
        {
            null or "text/event-stream" => EventsOf(body, ct),

            // An error after all (xAI and OpenRouter answer 200 with one inside), or a server that does not stream.
            "application/json" or "text/json" => WholeOf(body, ct),
            _ => throw ProviderErrors.Garbage(),
        };

    private static async IAsyncEnumerable<ChatChunk> EventsOf(Stream body, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var item in SseParser.Create(body, ReadEvent).EnumerateAsync(ct))
        {
            if (item.Data is { } chunk)
            {
                yield return chunk;
            }
        }
    }

    private static ChatChunk? ReadEvent(string type, ReadOnlySpan<byte> data)
    {
        if (data.Trim((byte)' ').SequenceEqual("[DONE]"u8))
        {
            return Done;
        }

        var chunk = data.IsEmpty ? null : JsonSerializer.Deserialize(data, ChatJson.Default.ChatChunk);
        return type == "error" && chunk?.Error is null ? throw ProviderErrors.Failed() : chunk;
    }

    private static async IAsyncEnumerable<ChatChunk> WholeOf(Stream body, [EnumeratorCancellation] CancellationToken ct)
    {
        var bytes = await ReadAllAsync(body, LongestLine, ct);
        var text = bytes.AsSpan().Trim(" \r\n\t"u8);
        if (text.IsEmpty)
        {
            throw ProviderErrors.Empty();
        }

        yield return JsonSerializer.Deserialize(text, ChatJson.Default.ChatChunk) ?? throw ProviderErrors.Garbage();
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<ChatChunk> chunks, CancellationToken ct)
    {
        try
        {
            return await chunks.MoveNextAsync();
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

    private async Task<ProviderException> FaultOfAsync(HttpResponseMessage response, Stream body, CancellationToken ct)
    {
        var status = (int)response.StatusCode;
        ChatChunk? parsed = null;
        try
        {
            var bytes = await ReadAllAsync(body, LongestFault, ct);
            parsed = JsonSerializer.Deserialize(bytes, ChatJson.Default.ChatChunk);
        }
        catch (Exception e) when (e is JsonException or OversizedAnswerException or IOException or HttpRequestException)
        {
            // A gateway's HTML, an empty or a broken body: the status says enough.
            ct.ThrowIfCancellationRequested();
        }

        var fault = VendorFault.Of(status, parsed?.Error, parsed?.Code, RetryAfter.Of(response.Headers, clock));
        var failure = FaultMap.Map(fault with { Status = status });
        LogRefused(dialect.ProviderId, status, fault.Word, failure.Code);
        return failure;
    }

    private static async Task<byte[]> ReadAllAsync(Stream body, int most, CancellationToken ct)
    {
        using var all = new MemoryStream();
        var buffer = new byte[8192];
        for (int read; (read = await body.ReadAsync(buffer, ct)) > 0;)
        {
            await all.WriteAsync(buffer.AsMemory(0, read), ct);
            if (all.Length > most)
            {
                throw new OversizedAnswerException();
            }
        }

        return all.ToArray();
    }

    private string? IdOf(HttpResponseMessage response) =>
        dialect.IdHeader is { } header && response.Headers.TryGetValues(header, out var values) ? values.FirstOrDefault() : null;

    [LoggerMessage(LogLevel.Warning, "{Provider} refused with HTTP {Status} ({Word}): {Code}")]
    private partial void LogRefused(string provider, int status, string word, string code);
}
