using System.Globalization;
using AIGenerator.Simulators.Dialects;

namespace AIGenerator.Simulators;

/// <summary>Answers with the errors that come before a stream.</summary>
internal static class Refusals
{
    /// <summary>Answers with a fault that comes before the stream; false where the plan has none.</summary>
    public static async Task<bool> TryAsync(HttpContext http, SimPlan plan, SimDialect dialect, long maxTokens)
    {
        if (plan.Fault == "502")
        {
            await TextAsync(http, 502, "text/html", "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>");
            return true;
        }

        if (plan.Fault is "html" or "empty")
        {
            await TextAsync(http, 200, plan.Fault == "html" ? "text/html" : "text/event-stream", plan.Fault == "html" ? "<html><body>Sign in to continue</body></html>" : "");
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

        await TextAsync(http, status, "application/json", body);
        return true;
    }

    private static async Task TextAsync(HttpContext http, int status, string type, string body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        await http.Response.WriteAsync(body, http.RequestAborted);
    }
}
