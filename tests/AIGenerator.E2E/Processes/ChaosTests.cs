using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using AIGenerator.E2E.Infrastructure;
using Npgsql;

namespace AIGenerator.E2E.Processes;

/// <summary>
/// Pictures are ordered while workers are killed and started at random and the database goes down: each ends once, nothing is ordered twice at a vendor,
/// what the vendor made is there and paid once at its price, what was not costs nothing, and the books balance. <c>CHAOS_GENERATIONS</c> makes it larger.
/// </summary>
public sealed partial class ChaosTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef0123456789abcdef";
    private const int PerPerson = 25;
    private const long LeastOfPicture = 100;

    private static readonly int Generations = int.Parse(Environment.GetEnvironmentVariable("CHAOS_GENERATIONS") ?? "32", CultureInfo.InvariantCulture);

    // Model, words for the simulated vendor, pictures.
    private static readonly (string Model, string Words, int Count)[] Mix =
    [
        ("built-in-image", "", 2), ("flux-schnell", "sim:asks=1", 1), ("flux-schnell", "sim:asks=6", 2), ("gpt-image-2", "", 1), ("flux-schnell", "sim:fail", 1),
        ("flux-dev", "sim:asks=3", 4), ("gpt-image-2", "sim:403", 1), ("flux-schnell", "sim:reset", 1), ("flux-schnell", "sim:asks=2 sim:ask-502", 1), ("recraft-v3", "", 2), ("gpt-image-2", "sim:slow", 1),
    ];

    [Fact]
    public async Task Whatever_dies_every_generation_ends_once_and_the_books_balance()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        var ct = patience.Token;
        var files = ChildServer.NewDataFolder();
        await using var vendors = await ChildServer.StartSimulatorsAsync(ct);
        await using var database = await SharedDatabase.StartAsync(ct);
        await using var web = await NodeAsync("web", files, database, vendors, ct);
        using var owner = await HttpPerson.RegisterAsync(web.Address, ct);
        await Administrator.ClaimAsync(web, owner, ct);
        var people = new List<HttpPerson>();
        var ordered = new List<Ordered>();
        for (var number = 0; number < Generations; number++)
        {
            if (number % PerPerson == 0)
            {
                people.Add(await HttpPerson.RegisterAsync(web.Address, ct));
                await Administrator.GrantAsync(owner, people[^1].Email, 1_000_000, ct);
            }

            var (model, words, count) = Mix[number % Mix.Length];
            var name = string.Create(CultureInfo.InvariantCulture, $"chaos-{number:D4}");
            ordered.Add(new Ordered(name, people[^1], await people[^1].DrawAsync(model, $"{name} {words}", count, ct), model, words, count));
        }

        await StormAsync(files, database, vendors, ordered, ct);

        var orders = await OrdersAsync(vendors, ct);
        var ends = new Dictionary<string, int>(StringComparer.Ordinal);
        long paid = 0;
        await using var nodes = NpgsqlDataSource.Create(database.Url);
        foreach (var one in ordered)
        {
            var media = await one.ReadAsync(ct);
            var (state, assets, cost) = (media.GetProperty("state").GetString(), media.GetProperty("assets"), media.GetProperty("costCredits").GetInt64());
            paid += cost;
            var end = $"{one.Model} {one.Words}: {state} {media.GetProperty("errorCode").GetString()}";
            ends[end] = ends.GetValueOrDefault(end) + 1;
            orders.GetValueOrDefault(one.Name).ShouldBeLessThanOrEqualTo(one.MostOrders, $"{one.Name} {one.Words} was ordered again");
            var (job, held) = await EndOfAsync(nodes, one.Id, ct);
            if (state == "succeeded")
            {
                one.Delivers.ShouldBeTrue($"{one.Name} {one.Words}");
                assets.GetArrayLength().ShouldBe(one.Count, $"{one.Name} {one.Words}");
                one.CostShouldBe(cost, held);
                foreach (var asset in assets.EnumerateArray())
                {
                    (await one.Person.GetAsync($"/api/assets/{asset.GetProperty("id").GetString()}", ct)).Length.ShouldBeGreaterThan(50);
                }
            }
            else
            {
                (state, cost, assets.GetArrayLength()).ShouldBe(("failed", 0, 0), $"{one.Name} {one.Words}");
                media.GetProperty("errorCode").GetString().ShouldNotBeNullOrEmpty();

                // What the vendor could always be asked about again must have come through everything; only a hand-over that was cut may be lost.
                if (one.Delivers)
                {
                    one.Model.ShouldNotBe("built-in-image");
                    (media.GetProperty("errorCode").GetString(), job).ShouldBe(("generation.unanswered", null), $"{one.Name} {one.Words}");
                }
            }
        }

        foreach (var (end, times) in ends.OrderBy(end => end.Key, StringComparer.Ordinal))
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{times} × {end}");
        }

        paid.ShouldBeGreaterThan(0);
        (await owner.GetAsync("/en/admin/wallet", ct)).ShouldContain("data-books-balance=\"yes\"");
        people.ForEach(person => person.Dispose());
    }

    /// <summary>The vendor's id of the job, where it was heard, and what was held.</summary>
    private static async Task<(string? Job, long Held)> EndOfAsync(NpgsqlDataSource nodes, Guid id, CancellationToken ct)
    {
        await using var question = nodes.CreateCommand("select m.job_id, g.held_credits from generation.media m join generation.generations g using (id) where id = $1");
        question.Parameters.Add(new NpgsqlParameter { Value = id });
        await using var row = await question.ExecuteReaderAsync(ct);
        (await row.ReadAsync(ct)).ShouldBeTrue();
        return (await row.IsDBNullAsync(0, ct) ? null : row.GetString(0), row.GetInt64(1));
    }

    /// <summary>Two workers, one of them killed again and again, and the database once, until nothing is open any more.</summary>
    private static async Task StormAsync(string files, SharedDatabase database, ChildServer vendors, IReadOnlyList<Ordered> ordered, CancellationToken ct)
    {
        var workers = new[] { await NodeAsync("worker", files, database, vendors, ct), await NodeAsync("worker", files, database, vendors, ct) };
        try
        {
            for (var kill = 0; kill < Math.Max(3, Generations / 16); kill++)
            {
                // The same storm every time, as far as processes go: uneven pauses, now the one and now the other.
                await Task.Delay(TimeSpan.FromMilliseconds(200 + (kill * 1_137 % 2_300)), TimeProvider.System, ct);
                var victim = kill * 5 % 7 % 2;
                await workers[victim].KillAsync();
                await workers[victim].DisposeAsync();
                if (kill % 4 == 1)
                {
                    await database.RestartAsync(ct);
                }

                workers[victim] = await NodeAsync("worker", files, database, vendors, ct);
            }

            var started = Stopwatch.GetTimestamp();
            foreach (var one in ordered)
            {
                while ((await one.ReadAsync(ct)).GetProperty("finishedAt").ValueKind == JsonValueKind.Null)
                {
                    Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromMinutes(4), $"{one.Name} {one.Words} does not end.");
                    await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, ct);
                }
            }
        }
        finally
        {
            foreach (var worker in workers)
            {
                await worker.DisposeAsync();
            }
        }
    }

    private static Task<ChildServer> NodeAsync(string role, string files, SharedDatabase database, ChildServer vendors, CancellationToken ct) => ChildServer.StartProductAsync(
        files,
        ct,
        ("ROLE", role),
        ("DATABASE_URL", database.Url),
        ("AUTH_SECRET", Secret),
        ("Providers__BuiltIn__PicturePace", "00:00:00.5"),
        ("REPLICATE_BASE_URL", new Uri(vendors.Address, "/replicate/v1").AbsoluteUri),
        ("REPLICATE_API_TOKEN", "r8-simulated"),
        ("RECRAFT_BASE_URL", new Uri(vendors.Address, "/recraft/v1").AbsoluteUri),
        ("RECRAFT_API_KEY", "simulated"),
        ("OPENAI_BASE_URL", new Uri(vendors.Address, "/v1").AbsoluteUri),
        ("OPENAI_API_KEY", "sk-simulated"));

    /// <summary>How often each generation was ordered, by what reached the vendors.</summary>
    private static async Task<Dictionary<string, int>> OrdersAsync(ChildServer vendors, CancellationToken ct)
    {
        using var handler = new SocketsHttpHandler();
        using var http = new HttpMessageInvoker(handler);
        using var question = new HttpRequestMessage(HttpMethod.Get, new Uri(vendors.Address, "/requests?with=chaos-"));
        using var answer = await http.SendAsync(question, ct);
        var bodies = (await answer.Content.ReadFromJsonAsync<List<string>>(ct))!;
        return bodies.Select(body => ChaosName().Match(body).Value).GroupBy(name => name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
    }

    [GeneratedRegex("chaos-[0-9]{4}", RegexOptions.None, 1000)]
    private static partial Regex ChaosName();

    private sealed record Ordered(string Name, HttpPerson Person, Guid Id, string Model, string Words, int Count)
    {
        // Replicate's FLUX makes up to four at a time: each is one order.
        public int MostOrders => Model == "built-in-image" ? 0 : 1;

        /// <summary>Whether the vendor makes it, once it has the order.</summary>
        public bool Delivers => Words is not ("sim:fail" or "sim:403");

        /// <summary>All of it was delivered: the price that was held, and for a model that is paid by what the vendor counted no more than that.</summary>
        public void CostShouldBe(long cost, long held)
        {
            if (Model == "gpt-image-2")
            {
                cost.ShouldBeInRange(LeastOfPicture * Count, held);
            }
            else
            {
                (cost, cost > 0).ShouldBe((held, Model != "built-in-image"), $"{Name} {Words}");
            }
        }

        public Task<JsonElement> ReadAsync(CancellationToken ct) => Person.GetJsonAsync($"/api/images/{Id}", ct);
    }
}
