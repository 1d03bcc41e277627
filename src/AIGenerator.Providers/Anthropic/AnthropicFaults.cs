using System.Text.Json;
using AIGenerator.Providers.ChatCompletions;
using AIGenerator.Providers.Http;

namespace AIGenerator.Providers.Anthropic;

/// <summary>This vendor's faults in our words. What several vendors say alike is in <see cref="FaultMap"/>.</summary>
internal static class AnthropicFaults
{
    /// <summary>An error with an HTTP status.</summary>
    public static VendorRefusal Of(int status, JsonElement? error, TimeSpan? retryAfter)
    {
        var fault = VendorFault.Of(status, error, outerCode: null, retryAfter) with { Status = status };
        return new(Map(fault, HasSpentItsLimit(error)), fault.Word);
    }

    /// <summary>An error inside a stream that HTTP had called good: its type says which status it would have had.</summary>
    public static ProviderException InStream(JsonElement? error)
    {
        var fault = VendorFault.Of(500, error, outerCode: null, retryAfter: null);
        var status = fault.Says("invalid_request_error") ? 400 : fault.Says("permission_error") ? 403 : 500;
        return Map(fault with { Status = status }, HasSpentItsLimit(error));
    }

    private static ProviderException Map(VendorFault fault, bool hasSpentItsLimit)
    {
        // A 429 without an end before the month's: the operator's own limit.
        if (hasSpentItsLimit)
        {
            return ProviderErrors.NoFunds();
        }

        if (fault.Mentions("content filtering policy"))
        {
            return ProviderErrors.Moderated();
        }

        // "input length and `max_tokens` exceed context limit: …", older models.
        if (fault.Mentions("exceed context limit"))
        {
            return ProviderErrors.ContextTooLong();
        }

        return fault.Says("api_error", "conflict_error") ? ProviderErrors.Failed(fault.RetryAfter) : FaultMap.Map(fault);
    }

    private static bool HasSpentItsLimit(JsonElement? error) =>
        error is { ValueKind: JsonValueKind.Object } body
        && body.TryGetProperty("details", out var details)
        && details.ValueKind == JsonValueKind.Object
        && details.TryGetProperty("error_code", out var code)
        && code.ValueKind == JsonValueKind.String
        && code.ValueEquals("enforced_spend_limit_reached");
}
