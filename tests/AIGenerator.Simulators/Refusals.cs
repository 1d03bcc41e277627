using System.Globalization;
using AIGenerator.Simulators.Dialects;

namespace AIGenerator.Simulators;

/// <summary>Answers with the errors that come before a stream.</summary>
internal static class Refusals
{
    /// <summary>Answers with a fault that comes before the stream; false where the plan has none.</summary>
    public static async Task<bool> TryAsync(HttpContext http, SimPlan plan, SimDialect dialect, long maxTokens)
    {
        if (await Exchange.TryGatewayAsync(http, plan))
        {
            return true;
        }

        if (dialect.Refusal(plan.Fault, maxTokens) is not var (status, body))
        {
            return false;
        }

        if (plan.RetryAfter is { } seconds)
        {
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        await Exchange.TextAsync(http, status, "application/json", body);
        return true;
    }
}
