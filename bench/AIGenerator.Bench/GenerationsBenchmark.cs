using System.Diagnostics;
using System.Net.Http.Json;

namespace AIGenerator.Bench;

/// <summary>
/// The engine of generations over a simulated vendor: 60 pictures a second accepted and driven to their end, by two workers that share them; 2,000 jobs
/// that wait at a vendor; and how long what a killed worker held rests. The pictures have a million pixels and get all their smaller ones; those of the 60 a
/// second are of a plain colour, and how many as rich as a vendor's come in a second is a figure of its own.
/// </summary>
internal sealed class GenerationsBenchmark(bool isFull) : IBenchmark
{
    private const int PerSecond = 60;
    private const int People = 60;
    private const int Waiting = 2_000;

    // Done when it is handed over: all that is measured is ours.
    private const string AtOnce = "A kite sim:asks=0 sim:side=1024";
    private const string Rich = "A kite sim:asks=0 sim:scene";
    private const int RichPictures = 300;

    private readonly TimeSpan _length = TimeSpan.FromSeconds(isFull ? 120 : 30);

    public async Task<Figures> RunAsync(CancellationToken ct)
    {
        var figures = new Figures();
        var folder = Product.NewDataFolder().FullName;
        await using var upstream = await Product.StartSimulatorAsync(ct);
        await using var keeper = await Product.StartAsync(folder, Settings(upstream, "web"), ct);
        await using var database = await BenchDatabase.OpenAsync(folder, ct);

        // Three processes share the connections of one small server; the one that keeps it does nothing else.
        var url = database.Address + ";Maximum Pool Size=25";
        var shared = Settings(upstream, "worker", url);
        await using var web = await Product.StartAsync(folder, Settings(upstream, "web", url), ct);
        var first = await Product.StartAsync(folder, shared, ct);
        var second = await Product.StartAsync(folder, shared, ct);
        try
        {
            var people = new List<Person>();
            while (people.Count < People)
            {
                people.Add(await Person.RegisterAsync(web.Address, ct));
            }

            await database.GrantAllAsync(100_000_000, ct);
            await DriveAsync(people, TimeSpan.FromSeconds(5), ct);
            await database.UntilEndedAsync(ct);

            var began = TimeProvider.System.GetUtcNow();
            var cpu = new[] { first, second }.Select(worker => worker.CpuSeconds).ToArray();
            var accepted = await DriveAsync(people, _length, ct);
            await database.UntilEndedAsync(ct);
            var (ended, failed, seconds, overhead) = await database.EndsSinceAsync(began, ct);
            var share = (first.CpuSeconds - cpu[0]) / (first.CpuSeconds - cpu[0] + second.CpuSeconds - cpu[1]);
            figures["asked_per_s"] = PerSecond;
            figures["ended_per_s"] = ended / seconds;
            figures["failed"] = failed;
            figures["accept_p95_ms"] = Percentiles.Of(accepted, 0.95);
            figures["overhead_p50_ms"] = Percentiles.Of(overhead, 0.5);
            figures["overhead_p95_ms"] = Percentiles.Of(overhead, 0.95);
            figures["smaller_share"] = Math.Min(share, 1 - share);
            figures["previews_of_each"] = await database.PreviewsOfEachAsync(began, ct);

            await second.DisposeAsync();
            await OrderManyAsync(people, "A kite sim:asks=1000", Waiting, ct);
            await database.UntilUnderWayAsync(Waiting, ct);
            var before = first.CpuSeconds;
            await Task.Delay(TimeSpan.FromSeconds(20), TimeProvider.System, ct);
            figures["waiting_jobs"] = Waiting;
            figures["waiting_resident_mb"] = first.ResidentMb;
            figures["waiting_cpu_percent"] = (first.CpuSeconds - before) / 20 * 100;
            await database.GiveUpAsync(ct);
            await database.UntilEndedAsync(ct);

            began = TimeProvider.System.GetUtcNow();
            await OrderManyAsync(people, Rich, RichPictures, ct);
            await database.UntilEndedAsync(ct);
            (ended, _, seconds, _) = await database.EndsSinceAsync(began, ct);
            figures["rich_per_s"] = ended / seconds;

            figures["takeover_s"] = await TakeoverAsync(database, people[0], first, () => Product.StartAsync(folder, shared, ct), ct);
        }
        catch
        {
            Console.Error.WriteLine(string.Join('\n', web.Output.Concat(first.Output).Concat(second.Output).TakeLast(60)));
            throw;
        }
        finally
        {
            await first.DisposeAsync();
            await second.DisposeAsync();
        }

        return figures;
    }

    private static Dictionary<string, string> Settings(Child upstream, string role, string? database = null)
    {
        var settings = new Dictionary<string, string>
        {
            ["ROLE"] = role,
            ["REPLICATE_BASE_URL"] = new Uri(upstream.Address, "/replicate/v1").AbsoluteUri,
            ["REPLICATE_API_TOKEN"] = "r8-simulated",
            ["AUTH_SECRET"] = "0123456789abcdef0123456789abcdef0123456789abcdef",
            ["Generation__MediaAtWorkPerWorkspace"] = "100",
            ["Generation__MediaInLinePerWorkspace"] = "10000",
            ["Providers__BuiltIn__PicturePace"] = "00:00:03",
        };
        if (database is not null)
        {
            settings["DATABASE_URL"] = database;
        }

        return settings;
    }

    /// <summary>Orders at an even pace; the sorted times of the orders in milliseconds.</summary>
    private static async Task<List<double>> DriveAsync(List<Person> people, TimeSpan length, CancellationToken ct)
    {
        var orders = new List<Task<double>>();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < length)
        {
            while (orders.Count < watch.Elapsed.TotalSeconds * PerSecond)
            {
                orders.Add(OrderAsync(people[orders.Count % people.Count], AtOnce, ct));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, ct);
        }

        var times = (await Task.WhenAll(orders)).ToList();
        times.Sort();
        return times;
    }

    private static async Task OrderManyAsync(List<Person> people, string prompt, int count, CancellationToken ct)
    {
        foreach (var batch in Enumerable.Range(0, count).Chunk(people.Count))
        {
            await Task.WhenAll(batch.Select(number => OrderAsync(people[number % people.Count], prompt, ct)));
        }
    }

    private static async Task<double> OrderAsync(Person person, string prompt, CancellationToken ct, string model = "flux-schnell")
    {
        var begun = Stopwatch.GetTimestamp();
        using var answer = await person.Http.PostAsJsonAsync("/api/images", new { model, prompt }, ct);
        return answer.IsSuccessStatusCode
            ? Stopwatch.GetElapsedTime(begun).TotalMilliseconds
            : throw new InvalidOperationException($"POST /api/images answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(ct)}");
    }

    /// <summary>From the kill of the worker that draws to the moment at which another one has drawn the picture, less the time that drawing takes.</summary>
    private static async Task<double> TakeoverAsync(BenchDatabase database, Person person, Child worker, Func<Task<Child>> start, CancellationToken ct)
    {
        await OrderAsync(person, "Hills", ct, "built-in-image");
        await database.UntilRunningAsync(ct);
        worker.Kill();
        var killed = Stopwatch.GetTimestamp();
        await using var other = await start();
        await database.UntilEndedAsync(ct);
        return Stopwatch.GetElapsedTime(killed).TotalSeconds - 3;
    }
}
