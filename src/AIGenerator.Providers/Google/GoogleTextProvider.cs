using System.Runtime.CompilerServices;
using AIGenerator.Providers.Google.Images;
using AIGenerator.Providers.Http;
using AIGenerator.Providers.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Providers.Google;

/// <summary>Google's Gemini models, over the API that takes a key (not Vertex).</summary>
internal sealed class GoogleTextProvider(GoogleOptions options, VendorHttp http) : ITextProvider, IVendorProtocol<GeminiChunk>
{
    public const string ProviderId = "google";

    private static readonly GoogleRefusals Refusals = new();

    public string Id => ProviderId;

    public bool IsConfigured => options.ApiKey.Length > 0;

    public TextTimeouts Timeouts => options.Timeouts;

    public async IAsyncEnumerable<TextEvent> StreamAsync(TextOrder order, [EnumeratorCancellation] CancellationToken ct)
    {
        using var request = VendorHttp.Post(options.StreamAddressOf(order.Model), GenerateRequest.Write(order));
        options.Authorize(request);
        await foreach (var step in http.StreamAsync(ProviderId, request, this, _ => new GeminiAnswer(order.Model), ct))
        {
            yield return step;
        }
    }

    IAsyncEnumerable<GeminiChunk> IVendorProtocol<GeminiChunk>.PiecesOf(string? mediaType, Stream body, CancellationToken ct) => mediaType switch
    {
        null or "text/event-stream" => GeminiStream.EventsOf(body, ct),
        "application/json" or "text/json" => GeminiStream.WholeOf(body, ct),
        _ => throw ProviderErrors.Garbage(),
    };

    VendorRefusal IVendorRefusals.RefusalOf(int status, byte[] body, TimeSpan? retryAfter) => Refusals.RefusalOf(status, body, retryAfter);
}

internal static class GoogleRegistration
{
    public static void AddGoogle(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddVendor<GoogleOptions, GoogleOptionsValidator>(
            configuration.GetSection(GoogleOptions.Section),
            GoogleTextProvider.ProviderId,
            static (options, http) => new GoogleTextProvider(options, http));
        services.AddMediaVendor<GoogleOptions>(static (options, calls) => new GoogleImageProvider(options, calls));
    }
}
