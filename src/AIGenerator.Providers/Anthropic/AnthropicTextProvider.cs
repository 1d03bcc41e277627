using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AIGenerator.Providers.Http;
using AIGenerator.Providers.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Providers.Anthropic;

/// <summary>Anthropic itself, over its Messages API.</summary>
internal sealed class AnthropicTextProvider(AnthropicOptions options, VendorHttp http) : ITextProvider, IVendorProtocol<MessageEvent>
{
    public const string ProviderId = "anthropic";

    public string Id => ProviderId;

    public bool IsConfigured => options.ApiKey.Length > 0;

    public TextTimeouts Timeouts => options.Timeouts;

    public async IAsyncEnumerable<TextEvent> StreamAsync(TextOrder order, [EnumeratorCancellation] CancellationToken ct)
    {
        var body = MessagesRequest.For(order);
        using var request = VendorHttp.Post(options.MessagesAddress, body.Json);
        options.Authorize(request);
        await foreach (var step in http.StreamAsync(ProviderId, request, this, response => new MessageAnswer(order.Model, body.Print, IdOf(response)), ct))
        {
            yield return step;
        }
    }

    IAsyncEnumerable<MessageEvent> IVendorProtocol<MessageEvent>.PiecesOf(string? mediaType, Stream body, CancellationToken ct) => mediaType switch
    {
        null or "text/event-stream" => EventsOf(body, ct),
        "application/json" or "text/json" => WholeOf(body, ct),
        _ => throw ProviderErrors.Garbage(),
    };

    VendorRefusal IVendorRefusals.RefusalOf(int status, byte[] body, TimeSpan? retryAfter)
    {
        try
        {
            return AnthropicFaults.Of(status, JsonSerializer.Deserialize(body, AnthropicJson.Default.MessageEvent)?.Error, retryAfter);
        }
        catch (JsonException)
        {
            // A gateway's HTML, an empty or a broken body: the status says enough.
            return AnthropicFaults.Of(status, error: null, retryAfter);
        }
    }

    private static async IAsyncEnumerable<MessageEvent> EventsOf(Stream body, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var item in SseParser.Create(body, ReadEvent).EnumerateAsync(ct))
        {
            if (item.Data is { } piece)
            {
                yield return piece;
            }
        }
    }

    /// <summary>The event's name repeats the type in its data.</summary>
    private static MessageEvent? ReadEvent(string name, ReadOnlySpan<byte> data) =>
        data.IsEmpty || JsonSerializer.Deserialize(data, AnthropicJson.Default.MessageEvent) is not { } piece
            ? null
            : piece.Type is null ? piece with { Type = name } : piece;

    private static async IAsyncEnumerable<MessageEvent> WholeOf(Stream body, [EnumeratorCancellation] CancellationToken ct)
    {
        var bytes = await VendorHttp.ReadAllAsync(body, VendorHttp.LongestLine, ct);
        yield return JsonSerializer.Deserialize(bytes, AnthropicJson.Default.MessageEvent) ?? throw ProviderErrors.Garbage();
    }

    /// <summary>What the vendor's support asks for; the message's own id stands in where it is missing.</summary>
    private static string? IdOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("request-id", out var values) ? values.FirstOrDefault() : null;
}

internal static class AnthropicRegistration
{
    public static void AddAnthropic(this IServiceCollection services, IConfiguration configuration) =>
        services.AddVendor<AnthropicOptions, AnthropicOptionsValidator>(
            configuration.GetSection(AnthropicOptions.Section),
            AnthropicTextProvider.ProviderId,
            static (options, http) => new AnthropicTextProvider(options, http));
}
