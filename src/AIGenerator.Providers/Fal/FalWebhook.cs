using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AIGenerator.Providers.Http;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.Fal;

/// <summary>Believes this vendor's reports by its public keys, which are read once a day and again where none fits.</summary>
internal sealed class FalWebhook : IVendorWebhook
{
    private const int MostKeys = 4;
    private const int MostBytes = 4 * 1024 * 1024;

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly FalOptions _options;
    private readonly VendorCalls _calls;
    private readonly TimeProvider _clock;
    private readonly FalFaults _faults = new();
    private readonly KeptKeys<IReadOnlyList<byte[]>> _keys;

    public FalWebhook(FalOptions options, VendorCalls calls, TimeProvider clock)
    {
        (_options, _calls, _clock) = (options, calls, clock);
        _keys = new KeptKeys<IReadOnlyList<byte[]>>(clock, TimeSpan.FromDays(1), ReadAsync);
    }

    public string Provider => FalImageProvider.Name;

    public async Task<string?> JobOfAsync(Func<string, string?> header, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        if (!_options.IsConfigured
            || body.Length > MostBytes
            || header("x-fal-webhook-request-id") is not { Length: > 0 and <= 200 } id
            || header("x-fal-webhook-user-id") is not { Length: > 0 and <= 200 } user
            || header("x-fal-webhook-timestamp") is not { } timestamp
            || header("x-fal-webhook-signature") is not { Length: 128 } hex
            || !IsTimely(timestamp, _clock.GetUtcNow())
            || (_options.UserId.Length > 0 && user != _options.UserId))
        {
            return null;
        }

        var signature = new byte[64];
        if (Convert.FromHexString(hex, signature, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return null;
        }

        var message = Encoding.UTF8.GetBytes($"{id}\n{user}\n{timestamp}\n{Convert.ToHexStringLower(SHA256.HashData(body.Span))}");
        return await _keys.FitAsync(keys => keys.Any(key => Ed25519.IsRight(key, message, signature)), ct) ? JobIn(body.Span) : null;
    }

    private static bool IsTimely(string timestamp, DateTimeOffset now) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds < 100_000_000_000
        && (now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() <= Tolerance;

    /// <summary>The id that the order was answered with. After a try of the vendor's own another one stands beside it (<c>gateway_request_id</c>).</summary>
    private static string? JobIn(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, FalJson.Default.FalReport)?.RequestId is { } job && JobIds.IsId(job) ? job : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<byte[]>> ReadAsync(CancellationToken ct)
    {
        // Public: no key of ours goes along.
        using var request = new HttpRequestMessage(HttpMethod.Get, _options.KeysUrl);
        var reply = await _calls.SendAsync(Provider, request, _faults, CallEffect.None, _options.MediaTimeout, ct);
        var keys = reply.Read(FalJson.Default.FalKeySet).Keys ?? [];
        return [.. keys.Where(key => key is { Kty: "OKP", Crv: "Ed25519", X.Length: 43 }).Select(key => KeyOf(key!.X!)).OfType<byte[]>().Take(MostKeys)];
    }

    private static byte[]? KeyOf(string text)
    {
        var key = new byte[32];
        return Base64Url.TryDecodeFromChars(text, key, out var length) && length == key.Length ? key : null;
    }
}
