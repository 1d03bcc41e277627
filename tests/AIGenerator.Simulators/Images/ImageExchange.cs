namespace AIGenerator.Simulators.Images;

/// <summary>What every simulated answer with pictures begins and ends with, whatever the vendor.</summary>
internal static class ImageExchange
{
    /// <summary>Records an order, finds the plan for it, plays the faults that no vendor words, and answers; notes when the client leaves early.</summary>
    /// <param name="http">The exchange.</param>
    /// <param name="simulator">Where requests are kept and plans come from.</param>
    /// <param name="promptOf">The text whose words may be a plan.</param>
    /// <param name="answer">Answers an order by its plan.</param>
    public static async Task AnswerAsync(HttpContext http, Simulator simulator, Func<ImageBody, string?> promptOf, Func<SimPlan, ImageBody, Task> answer)
    {
        var body = await ImageBody.ReadAsync(http);
        var headers = http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        simulator.Remember(new SimRequest(http.Request.Method, http.Request.Path, headers, body.Summary) { Files = [.. body.Files.Select(file => file.Bytes)] });
        var plan = simulator.PlanFor(promptOf(body) ?? "");
        http.RequestAborted.Register(simulator.ClientHasLeft);
        if (plan.Fault == "reset")
        {
            http.Abort();
            return;
        }

        try
        {
            // A person who wants to see the waiting.
            if (plan.Has("slow"))
            {
                await Task.Delay(TimeSpan.FromSeconds(20), TimeProvider.System, http.RequestAborted);
            }

            ImageFaults.AddRetryAfter(http, plan);
            if (!await ImageFaults.TryAsync(http, plan))
            {
                await answer(plan, body);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested)
        {
            simulator.ClientHasLeft();
        }
    }

    public static Task JsonAsync(HttpContext http, (int Status, string Body) answer) => Exchange.TextAsync(http, answer.Status, "application/json", answer.Body);
}
