using System.Diagnostics;
using System.Net.Http.Json;

namespace AIGenerator.Bench;

/// <summary>
/// From the press of the button to the first piece of the answer: our whole way (POST /api/chat with its transaction, the run, the live
/// connection) against calling the simulator directly, in turns within one run.
/// </summary>
internal sealed class FirstTokenBenchmark(bool isFull) : IBenchmark
{
    private const string Prompt = "Say something short. sim:tokens=3 sim:rate=200";

    public async Task<Figures> RunAsync(CancellationToken ct)
    {
        await using var system = await Simulated.StartAsync(ct);
        using var person = await Person.RegisterAsync(system.Product.Address, ct);
        using var direct = Clients.Plain(system.Upstream.Address);
        var ours = new List<double>();
        var theirs = new List<double>();
        var rounds = isFull ? 1_000 : 200;
        for (var round = -50; round < rounds; round++)
        {
            var through = await ThroughChatAsync(person, system.Model, ct);
            var straight = await StraightAsync(direct, ct);
            if (round >= 0)
            {
                ours.Add(through);
                theirs.Add(straight);
            }
        }

        ours.Sort();
        theirs.Sort();
        return new Figures
        {
            ["direct_p50_ms"] = Percentiles.Of(theirs, 0.5),
            ["through_p50_ms"] = Percentiles.Of(ours, 0.5),
            ["added_p50_ms"] = Percentiles.Of(ours, 0.5) - Percentiles.Of(theirs, 0.5),
            ["added_p99_ms"] = Percentiles.Of(ours, 0.99) - Percentiles.Of(theirs, 0.99),
        };
    }

    private static async Task<double> ThroughChatAsync(Person person, string model, CancellationToken ct)
    {
        var start = Stopwatch.GetTimestamp();
        var generation = await person.AskAsync(model, Prompt, ct);
        using var lines = await person.WatchAsync(generation, ct);
        var first = double.NaN;
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            if (double.IsNaN(first) && LiveLine.CarriesText(line))
            {
                first = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }

            if (LiveLine.IsEnd(line))
            {
                break;
            }
        }

        return first;
    }

    private static async Task<double> StraightAsync(HttpClient direct, CancellationToken ct)
    {
        var start = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = JsonContent.Create(new { model = "sim-model", stream = true, messages = new[] { new { role = "user", content = Prompt } } }),
        };
        request.Headers.Add("Authorization", "Bearer bench");
        using var answer = await direct.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        answer.EnsureSuccessStatusCode();
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(ct));
        var first = double.NaN;
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            if (double.IsNaN(first) && line.Contains("\"content\":\"", StringComparison.Ordinal) && !line.Contains("\"content\":\"\"", StringComparison.Ordinal))
            {
                first = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        }

        return first;
    }
}
