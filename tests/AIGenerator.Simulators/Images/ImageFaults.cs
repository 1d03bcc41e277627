using System.Globalization;
using Microsoft.AspNetCore.Connections.Features;

namespace AIGenerator.Simulators.Images;

/// <summary>The faults of a whole answer that no vendor words itself: <c>502 html empty garbage cut silence stall</c>.</summary>
internal static class ImageFaults
{
    /// <summary>Answers with such a fault; false where the plan has none.</summary>
    public static async Task<bool> TryAsync(HttpContext http, SimPlan plan)
    {
        switch (plan.Fault)
        {
            case "502":
                await Exchange.TextAsync(http, 502, "text/html", "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>");
                return true;
            case "html":
                await Exchange.TextAsync(http, 200, "text/html", "<html><body>Sign in to continue sk-secret</body></html>");
                return true;
            case "empty":
                await Exchange.TextAsync(http, 200, "application/json", "");
                return true;
            case "garbage":
                await Exchange.TextAsync(http, 200, "application/json", """{"data":[{"url":"https://sk-secret""");
                return true;
            case "cut":
                await CutAsync(http);
                return true;
            case "silence" or "stall":
                http.Response.ContentType = "application/json";
                await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Says how long to wait, where the plan does.</summary>
    public static void AddRetryAfter(HttpContext http, SimPlan plan)
    {
        if (plan.RetryAfter is { } seconds)
        {
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
    }

    // Delivers what was written: an abort would throw away what the client had not read.
    private static async Task CutAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = 1000;
        await http.Response.WriteAsync("""{"data":[""", http.RequestAborted);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        await http.Features.Get<IConnectionTransportFeature>()!.Transport.Output.CompleteAsync();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.Features.Get<IConnectionLifetimeFeature>()!.ConnectionClosed);
    }
}
