using System.Text.Json;
using AIGenerator.Providers.Http;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.Replicate;

/// <summary>Believes this vendor's reports by the secret of the account, which is read once and again where a signature does not fit it.</summary>
internal sealed class ReplicateWebhook : IVendorWebhook
{
    private readonly ReplicateOptions _options;
    private readonly VendorCalls _calls;
    private readonly TimeProvider _clock;
    private readonly ReplicateFaults _faults = new();
    private readonly KeptKeys<string> _secret;

    public ReplicateWebhook(ReplicateOptions options, VendorCalls calls, TimeProvider clock)
    {
        (_options, _calls, _clock) = (options, calls, clock);
        _secret = new KeptKeys<string>(clock, TimeSpan.MaxValue, ReadAsync);
    }

    public string Provider => ReplicateImageProvider.Name;

    public async Task<string?> JobOfAsync(Func<string, string?> header, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        if (!_options.IsConfigured
            || header("webhook-id") is not { Length: > 0 and <= 200 } id
            || header("webhook-signature") is not { Length: > 0 and <= 2000 } signatures
            || header("webhook-timestamp") is not { } timestamp
            || !ReplicateSignature.IsTimely(timestamp, _clock.GetUtcNow()))
        {
            return null;
        }

        return await _secret.FitAsync(secret => ReplicateSignature.IsRight(secret, id, timestamp, body.Span, signatures), ct) ? JobIn(body.Span) : null;
    }

    private static string? JobIn(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, ReplicateJson.Default.Prediction)?.Id is { } job && JobIds.IsId(job) ? job : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<string> ReadAsync(CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _options.AddressOf("webhooks/default/secret"));
        _options.Authorize(request);
        var reply = await _calls.SendAsync(Provider, request, _faults, CallEffect.None, _options.MediaTimeout, ct);
        return reply.Read(ReplicateJson.Default.ReplicateSecretAnswer).Key ?? "";
    }
}
