using System.Diagnostics;

namespace AIGenerator.Bench;

/// <summary>
/// How many answers of 20 tokens a second one node streams at the same time, each on a live connection of its own, while 99 of 100 gaps
/// between two updates of an answer stay within 100 ms.
/// </summary>
internal sealed class StreamsBenchmark(bool isFull) : IBenchmark
{
    private const int StreamsPerPerson = 10;
    private const double LongestGapMs = 100;

    public async Task<Figures> RunAsync(CancellationToken ct)
    {
        await using var system = await Simulated.StartAsync(ct);
        var figures = new Figures();
        var people = new List<Person>();
        foreach (var streams in isFull ? new[] { 100, 300, 500, 700, 900, 1_200 } : [100, 500])
        {
            await GatherAsync(people, streams / StreamsPerPerson, system.Product.Address, ct);
            var result = await HoldAsync(system, people, streams, ct);
            Console.WriteLine($"  {streams,5} streams: gap p50 {result.GapP50:N1} ms, p99 {result.GapP99:N1} ms, {result.CpuMsPer1000:N1} CPU-ms for 1000 tokens, failed {result.Failed}");
            if (result.GapP99 <= LongestGapMs && result.Failed == 0)
            {
                figures["held"] = streams;
            }

            figures["gap_p99_ms"] = result.GapP99;
            figures["cpu_ms_per_1000_tokens"] = result.CpuMsPer1000;
            figures["resident_mb"] = system.Product.ResidentMb;
        }

        people.ForEach(person => person.Dispose());
        return figures;
    }

    private static async Task GatherAsync(List<Person> people, int count, Uri address, CancellationToken ct)
    {
        while (people.Count < count)
        {
            people.Add(await Person.RegisterAsync(address, ct));
        }
    }

    private async Task<Held> HoldAsync(Simulated system, List<Person> people, int streams, CancellationToken ct)
    {
        // Two seconds of ramp, then the window that is measured.
        var tokens = isFull ? 900 : 400;
        var window = new Window(TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(isFull ? 30 : 10));
        var gaps = new List<double>[streams];
        var failed = 0;
        var watch = Stopwatch.StartNew();
        double cpu = 0;
        var measureCpu = Task.Run(
            async () =>
            {
                await Task.Delay(window.Start, TimeProvider.System, ct);
                var before = system.Product.CpuSeconds;
                await Task.Delay(window.Length, TimeProvider.System, ct);
                cpu = system.Product.CpuSeconds - before;
            },
            ct);
        await Task.WhenAll(Enumerable.Range(0, streams).Select(async i =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(4_000.0 * i / streams), TimeProvider.System, ct);
            gaps[i] = [];
            try
            {
                await FollowAsync(people[i / StreamsPerPerson], system.Model, tokens, watch, window, gaps[i], ct);
            }
            catch (Exception cause) when (cause is InvalidOperationException or HttpRequestException or IOException)
            {
                Interlocked.Increment(ref failed);
                Console.Error.WriteLine(cause.Message);
            }
        }));
        await measureCpu;
        var all = gaps.SelectMany(g => g).Order().ToList();
        return new Held(Percentiles.Of(all, 0.5), Percentiles.Of(all, 0.99), cpu * 1_000 / (streams * 20 * window.Length.TotalSeconds) * 1_000, failed);
    }

    private static async Task FollowAsync(Person person, string model, int tokens, Stopwatch watch, Window window, List<double> gaps, CancellationToken ct)
    {
        var generation = await person.AskAsync(model, $"Talk. sim:tokens={tokens} sim:rate=20", ct);
        using var lines = await person.WatchAsync(generation, ct);
        double last = 0;
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            if (LiveLine.IsEnd(line))
            {
                return;
            }

            if (!LiveLine.CarriesText(line))
            {
                continue;
            }

            var now = watch.Elapsed.TotalMilliseconds;
            if (last > window.Start.TotalMilliseconds && now < (window.Start + window.Length).TotalMilliseconds)
            {
                gaps.Add(now - last);
            }

            last = now;
        }

        throw new InvalidOperationException("The live connection ended before the answer.");
    }

    private sealed record Window(TimeSpan Start, TimeSpan Length);

    private sealed record Held(double GapP50, double GapP99, double CpuMsPer1000, int Failed);
}
