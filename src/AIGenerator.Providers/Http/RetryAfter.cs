using System.Globalization;
using System.Net.Http.Headers;

namespace AIGenerator.Providers.Http;

/// <summary>How long an answer's headers ask to wait.</summary>
internal static class RetryAfter
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public static TimeSpan? Of(HttpResponseHeaders headers, TimeProvider clock)
    {
        if (headers.TryGetValues("retry-after-ms", out var values)
            && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds >= 0)
        {
            return Bounded(TimeSpan.FromMilliseconds(Math.Min(milliseconds, Longest.TotalMilliseconds)));
        }

        if (headers.RetryAfter is { Delta: { } delta })
        {
            return Bounded(delta);
        }

        return headers.RetryAfter is { Date: { } date } ? Bounded(date - clock.GetUtcNow()) : null;
    }

    private static TimeSpan Bounded(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait;
}
