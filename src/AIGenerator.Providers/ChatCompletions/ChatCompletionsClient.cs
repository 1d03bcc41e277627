using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AIGenerator.Providers.Http;
using AIGenerator.Providers.Text;

namespace AIGenerator.Providers.ChatCompletions;

/// <summary>Speaks chat completions with one vendor.</summary>
internal sealed class ChatCompletionsClient(VendorHttp http, VendorOptions options, ChatDialect dialect) : IVendorProtocol<ChatChunk>
{
    private static readonly ErrorEnvelope Refusals = new();

    /// <summary>See <see cref="ITextProvider.StreamAsync"/>.</summary>
    public async IAsyncEnumerable<TextEvent> StreamAsync(TextOrder order, [EnumeratorCancellation] CancellationToken ct)
    {
        using var request = VendorHttp.Post(options.AddressOf("chat/completions"), ChatRequestWriter.Write(order, dialect));
        options.Authorize(request);
        await foreach (var step in http.StreamAsync(dialect.ProviderId, request, this, response => new ChatAnswer(dialect, IdOf(response)), ct))
        {
            yield return step;
        }
    }

    IAsyncEnumerable<ChatChunk> IVendorProtocol<ChatChunk>.PiecesOf(string? mediaType, Stream body, CancellationToken ct) => mediaType switch
    {
        null or "text/event-stream" => EventsOf(body, ct),

        // An error after all (xAI and OpenRouter answer 200 with one inside), or a server that does not stream.
        "application/json" or "text/json" => WholeOf(body, ct),
        _ => throw ProviderErrors.Garbage(),
    };

    VendorRefusal IVendorRefusals.RefusalOf(int status, byte[] body, TimeSpan? retryAfter) => Refusals.RefusalOf(status, body, retryAfter);

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
            return ChatAnswer.Done;
        }

        var chunk = data.IsEmpty ? null : JsonSerializer.Deserialize(data, ChatJson.Default.ChatChunk);
        return type == "error" && chunk?.Error is null ? throw ProviderErrors.Failed() : chunk;
    }

    private static async IAsyncEnumerable<ChatChunk> WholeOf(Stream body, [EnumeratorCancellation] CancellationToken ct)
    {
        var bytes = await VendorHttp.ReadAllAsync(body, VendorHttp.LongestLine, ct);
        var text = bytes.AsSpan().Trim(" \r\n\t"u8);
        if (text.IsEmpty)
        {
            throw ProviderErrors.Empty();
        }

        yield return JsonSerializer.Deserialize(text, ChatJson.Default.ChatChunk) ?? throw ProviderErrors.Garbage();
    }

    private string? IdOf(HttpResponseMessage response) =>
        dialect.IdHeader is { } header && response.Headers.TryGetValues(header, out var values) ? values.FirstOrDefault() : null;
}
