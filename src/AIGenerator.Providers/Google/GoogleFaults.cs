using System.Globalization;
using System.Text.Json;
using AIGenerator.Providers.Http;

namespace AIGenerator.Providers.Google;

/// <summary>This vendor's faults in our words. Its HTTP statuses say little: a wrong key is 400, an empty account 429.</summary>
internal static class GoogleFaults
{
    // A daily quota opens again at the vendor's midnight; nobody waits for that, and other routes are asked meanwhile.
    private static readonly TimeSpan NotToday = TimeSpan.FromHours(1);

    /// <summary>What an error means.</summary>
    /// <param name="status">HTTP status, or 500 where the error came after a good one.</param>
    /// <param name="error">The member <c>error</c>, or null where there is none to read.</param>
    /// <param name="retryAfter">From the headers, which this vendor hardly uses: its waits are in the body.</param>
    public static VendorRefusal Of(int status, JsonElement? error, TimeSpan? retryAfter)
    {
        var body = Read(error);
        var word = body?.Status is { Length: > 0 and <= 64 } said && said.All(letter => char.IsAsciiLetterUpper(letter) || letter == '_') ? said : WordOf(body?.Code ?? status);

        // UNAVAILABLE in the body is the model's own "overloaded"; the same status around a page is a gateway's.
        return new(Map(word, body, body?.Code ?? status, DelayOf(body) ?? retryAfter), word, BeganNothing: body?.Status == "UNAVAILABLE");
    }

    private static ProviderException Map(string word, GeminiError? error, int status, TimeSpan? wait)
    {
        var message = error?.Message ?? "";
        bool Mentions(string phrase) => message.Contains(phrase, StringComparison.OrdinalIgnoreCase);
        bool Names(string reason) => error?.Details?.Any(detail => detail?.Reason == reason) == true;

        if (Names("API_KEY_INVALID") || Mentions("api key not valid") || Mentions("api key expired") || Mentions("reported as leaked"))
        {
            return ProviderErrors.BadKey();
        }

        if (Names("BILLING_DISABLED") || Mentions("prepayment credits") || Mentions("spending cap") || (word == "FAILED_PRECONDITION" && Mentions("billing")))
        {
            return ProviderErrors.NoFunds();
        }

        if (status == 413 || Mentions("exceeds the maximum number of tokens") || Mentions("payload size exceeds"))
        {
            return ProviderErrors.ContextTooLong();
        }

        return word switch
        {
            "UNAUTHENTICATED" => ProviderErrors.BadKey(),

            // "User location is not supported" and its like: this key will not do, another route may.
            "PERMISSION_DENIED" or "FAILED_PRECONDITION" => ProviderErrors.Forbidden(),
            "NOT_FOUND" => ProviderErrors.ModelGone(),
            "RESOURCE_EXHAUSTED" => ProviderErrors.RateLimited(IsDaily(error) ? NotToday : wait),
            "UNAVAILABLE" => ProviderErrors.Overloaded(wait),
            "DEADLINE_EXCEEDED" => ProviderErrors.Timeout(),
            "INVALID_ARGUMENT" or "OUT_OF_RANGE" => ProviderErrors.InvalidRequest(),
            _ => status is >= 400 and < 500 and not 499 ? ProviderErrors.InvalidRequest() : ProviderErrors.Failed(wait),
        };
    }

    /// <summary>The vendor's word for a status that came without one, e.g. from a gateway.</summary>
    private static string WordOf(int status) => status switch
    {
        400 => "INVALID_ARGUMENT",
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 or 410 => "NOT_FOUND",
        429 => "RESOURCE_EXHAUSTED",
        503 => "UNAVAILABLE",
        408 or 504 => "DEADLINE_EXCEEDED",
        _ => "INTERNAL",
    };

    private static bool IsDaily(GeminiError? error) =>
        error?.Details?.Any(detail => detail?.Violations?.Any(quota => quota?.QuotaId?.Contains("PerDay", StringComparison.Ordinal) == true) == true) == true;

    /// <summary><c>34.4s</c>.</summary>
    private static TimeSpan? DelayOf(GeminiError? error)
    {
        var delay = error?.Details?.Select(detail => detail?.RetryDelay).FirstOrDefault(text => text is not null);
        return delay is [.. var number, 's'] && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 86_400
            ? TimeSpan.FromSeconds(seconds)
            : null;
    }

    private static GeminiError? Read(JsonElement? error)
    {
        try
        {
            return error is { ValueKind: JsonValueKind.Object } body ? body.Deserialize(GoogleJson.Default.GeminiError) : null;
        }
        catch (JsonException)
        {
            // An error of another shape: the status says enough.
            return null;
        }
    }
}
