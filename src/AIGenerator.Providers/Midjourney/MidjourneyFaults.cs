using System.Text.RegularExpressions;
using AIGenerator.Providers.Http;

namespace AIGenerator.Providers.Midjourney;

/// <summary>The proxy's faults in our words. It answers 200 to everything; statuses are those of gateways and resellers before it.</summary>
internal sealed partial class MidjourneyFaults : IVendorRefusals
{
    public VendorRefusal RefusalOf(int status, byte[] body, TimeSpan? retryAfter) => new(ByStatus(status, retryAfter), "-");

    /// <summary>What the code of an answer means; null where the order was taken.</summary>
    public static ProviderException? OfCode(int code) => code switch
    {
        // Taken; the same is at work already; it waits in the line.
        1 or 21 or 22 => null,
        3 => ProviderErrors.ModelGone(),
        4 => ProviderErrors.InvalidRequest(),
        23 => ProviderErrors.Overloaded(),
        24 => ProviderErrors.Moderated(),
        _ => ProviderErrors.Failed(),
    };

    /// <summary>Why a task failed: a sentence without a code.</summary>
    public static ProviderException OfTask(string? reason) => IsSafety().IsMatch(reason ?? "") ? ProviderErrors.Moderated() : ProviderErrors.WorkFailed();

    private static ProviderException ByStatus(int status, TimeSpan? retryAfter) => status switch
    {
        401 => ProviderErrors.BadKey(),
        402 => ProviderErrors.NoFunds(),
        403 => ProviderErrors.Forbidden(),
        404 or 410 => ProviderErrors.ModelGone(),
        408 or 504 => ProviderErrors.Timeout(),
        429 => ProviderErrors.RateLimited(retryAfter),
        503 => ProviderErrors.Overloaded(retryAfter),
        >= 400 and < 499 => ProviderErrors.InvalidRequest(),
        _ => ProviderErrors.Failed(retryAfter),
    };

    [GeneratedRegex("banned|moderat|blocked|sensitive", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IsSafety();
}
