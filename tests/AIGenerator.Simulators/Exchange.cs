using System.Text.Json;

namespace AIGenerator.Simulators;

/// <summary>What every simulated answer begins and ends with, whatever the vendor.</summary>
internal static class Exchange
{
    /// <summary>Records a request, finds the plan for it, and answers; notes when the client leaves early.</summary>
    /// <param name="http">The exchange.</param>
    /// <param name="simulator">Where requests are kept and plans come from.</param>
    /// <param name="promptOf">The last turn's text, whose words may be a plan.</param>
    /// <param name="answer">Answers a request by its plan.</param>
    public static async Task AnswerAsync(
        HttpContext http, Simulator simulator, Func<JsonElement, string> promptOf, Func<SimPlan, JsonElement, Task> answer)
    {
        using var json = JsonDocument.Parse(await ChatEndpoints.RecordAsync(http, simulator));
        var plan = simulator.PlanFor(promptOf(json.RootElement));
        http.RequestAborted.Register(simulator.ClientHasLeft);
        if (plan.Fault == "reset")
        {
            http.Abort();
            return;
        }

        try
        {
            await answer(plan, json.RootElement);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested)
        {
            simulator.ClientHasLeft();
        }
    }

    /// <summary>The faults that no vendor words itself: a gateway's page, a page with status 200, nothing.</summary>
    public static async Task<bool> TryGatewayAsync(HttpContext http, SimPlan plan)
    {
        switch (plan.Fault)
        {
            case "502":
                await TextAsync(http, 502, "text/html", "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>");
                return true;
            case "html":
                await TextAsync(http, 200, "text/html", "<html><body>Sign in to continue</body></html>");
                return true;
            case "empty":
                await TextAsync(http, 200, "text/event-stream", "");
                return true;
            default:
                return false;
        }
    }

    public static async Task TextAsync(HttpContext http, int status, string type, string body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        await http.Response.WriteAsync(body, http.RequestAborted);
    }
}
