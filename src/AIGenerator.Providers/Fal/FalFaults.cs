using System.Text.Json;
using AIGenerator.Providers.Http;

namespace AIGenerator.Providers.Fal;

/// <summary>This vendor's faults in our words.</summary>
internal sealed class FalFaults : IVendorRefusals
{
    /// <summary>What an unfinished request answers to whoever wants its result, with a status that differs: only the words tell (read 2026-11).</summary>
    private const string StillWorking = "still in progress";

    public VendorRefusal RefusalOf(int status, byte[] body, TimeSpan? retryAfter)
    {
        var error = Read(body);
        var type = TypeOf(error);
        var text = error?.Detail is { ValueKind: JsonValueKind.String } detail ? detail.GetString()! : "";
        return new(OfType(type) ?? ByStatus(status, text, retryAfter), type is { Length: > 0 and <= 64 } && type.All(IsOfWord) ? type : "-");
    }

    /// <summary>Whether a refusal means that the request goes on.</summary>
    public static bool IsStillWorking(byte[] body) =>
        Read(body)?.Detail is { ValueKind: JsonValueKind.String } detail && detail.GetString()!.Contains(StillWorking, StringComparison.OrdinalIgnoreCase);

    /// <summary>Why a request that is over made nothing; null where a body does not speak of the request, e.g. a gateway's.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="body">The body.</param>
    public static ProviderException? EndOf(int status, byte[] body)
    {
        if (Read(body) is not { } error || TypeOf(error) is not { } type)
        {
            return null;
        }

        // The model's own words always are; of the vendor's parts only what happened to this request.
        return OfType(type) ?? (status < 500 && error.Detail is { ValueKind: JsonValueKind.Array } ? ProviderErrors.InvalidRequest() : ProviderErrors.WorkFailed());
    }

    /// <summary>Why a request ended without a result, by its <c>error_type</c>.</summary>
    public static ProviderException EndOf(string? type) => OfType(type) ?? ProviderErrors.WorkFailed();

    private static ProviderException? OfType(string? type) => type switch
    {
        "content_policy_violation" => ProviderErrors.Moderated(),
        "no_media_generated" => ProviderErrors.Empty(RetryAdvice.TryAnotherRoute),
        "image_too_small" or "image_too_large" or "image_load_error" or "file_download_error" or "file_too_large" or "face_detection_error"
            or "unsupported_image_format" or "feature_not_supported" or "one_of" or "bad_request" => ProviderErrors.InvalidRequest(),
        "downstream_service_error" or "downstream_service_unavailable" or "generation_timeout" => ProviderErrors.WorkFailed(),
        _ => null,
    };

    private static ProviderException ByStatus(int status, string text, TimeSpan? retryAfter) => status switch
    {
        401 => ProviderErrors.BadKey(),
        402 => ProviderErrors.NoFunds(),

        // "User is locked. Reason: Exhausted balance."
        403 => text.Contains("balance", StringComparison.OrdinalIgnoreCase) ? ProviderErrors.NoFunds() : ProviderErrors.Forbidden(),
        404 or 410 => ProviderErrors.ModelGone(),
        408 or 504 => ProviderErrors.Timeout(),
        429 => ProviderErrors.RateLimited(retryAfter),
        503 => ProviderErrors.Overloaded(retryAfter),
        >= 400 and < 499 => ProviderErrors.InvalidRequest(),
        _ => ProviderErrors.Failed(retryAfter),
    };

    private static string? TypeOf(FalError? error)
    {
        if (error?.ErrorType is { Length: > 0 } type)
        {
            return type;
        }

        return error?.Detail is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0 && list[0].ValueKind == JsonValueKind.Object
            && list[0].TryGetProperty("type", out var first) && first.ValueKind == JsonValueKind.String
            ? first.GetString()
            : null;
    }

    private static bool IsOfWord(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.';

    private static FalError? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, FalJson.Default.FalError);
        }
        catch (JsonException)
        {
            // A gateway's HTML, an empty or a broken body: the status says enough.
            return null;
        }
    }
}

/// <summary>Reads the refusal of one result: whether the request goes on, or is over and why.</summary>
internal sealed class FalResultFaults : IVendorRefusals
{
    private readonly FalFaults _faults = new();

    /// <summary>The request goes on.</summary>
    public bool IsStillWorking { get; private set; }

    /// <summary>It is over, and this is why it made nothing.</summary>
    public ProviderException? End { get; private set; }

    public VendorRefusal RefusalOf(int status, byte[] body, TimeSpan? retryAfter)
    {
        IsStillWorking = FalFaults.IsStillWorking(body);
        End = IsStillWorking || status is 401 or 403 or 429 ? null : FalFaults.EndOf(status, body);
        return _faults.RefusalOf(status, body, retryAfter);
    }
}
