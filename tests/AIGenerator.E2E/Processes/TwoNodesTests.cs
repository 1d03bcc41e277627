using System.Diagnostics;
using System.Text.Json;
using AIGenerator.E2E.Infrastructure;

namespace AIGenerator.E2E.Processes;

/// <summary>Two hosts on one PostgreSQL, as behind a load balancer.</summary>
public sealed class TwoNodesTests
{
    private const string PaidModel = "gpt-5-nano";

    [Fact]
    public async Task A_reply_of_one_node_is_watched_on_the_other_word_by_word_to_its_end()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var ct = patience.Token;
        await using var pair = await NodePair.StartAsync(ct);
        var (a, b, _) = pair;
        using var person = await HttpPerson.RegisterAsync(a.Address, ct);

        var accepted = await person.AskAsync(PaidModel, "Count. sim:tokens=80 sim:rate=20", ct);
        person.MovesTo(b.Address);
        using var topic = await LiveTopic.WatchAsync(person, $"generation:{accepted.GetProperty("generationId").GetString()}", ct);
        var (end, before) = await topic.EndAsync(ct);
        var history = await person.GetJsonAsync($"/api/chat/history/{accepted.GetProperty("chatId").GetString()}", ct);

        end.GetProperty("state").GetString().ShouldBe("succeeded");
        before.ShouldBeGreaterThan(1, "The words arrive on the way, not all at the end.");
        Reply(history).GetProperty("generation").GetProperty("stopReason").GetString().ShouldBe("complete");
        await BooksShouldBalanceAsync(b, person, ct);
    }

    [Fact]
    public async Task A_stop_pressed_on_the_other_node_ends_the_reply_within_seconds()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var ct = patience.Token;
        await using var pair = await NodePair.StartAsync(ct);
        var (a, b, _) = pair;
        using var person = await HttpPerson.RegisterAsync(a.Address, ct);

        var accepted = await person.AskAsync(PaidModel, "Count. sim:tokens=2000 sim:rate=20", ct);
        var generation = accepted.GetProperty("generationId").GetString();
        await GrownAsync(person, accepted, ct);
        person.MovesTo(b.Address);
        using var topic = await LiveTopic.WatchAsync(person, $"generation:{generation}", ct);
        var asked = Stopwatch.GetTimestamp();
        await person.PutAsync($"/api/generations/{generation}/cancellation", ct);
        var (end, _) = await topic.EndAsync(ct);

        Stopwatch.GetElapsedTime(asked).ShouldBeLessThan(TimeSpan.FromSeconds(8));
        end.GetProperty("stopReason").GetString().ShouldBe("stopped");
        end.GetProperty("costCredits").GetInt64().ShouldBeGreaterThan(0);
        await BooksShouldBalanceAsync(b, person, ct);
    }

    [Fact]
    public async Task When_the_node_of_a_reply_is_killed_the_other_ends_it_as_cut_within_the_lease()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var ct = patience.Token;
        await using var pair = await NodePair.StartAsync(ct);
        var (a, b, _) = pair;
        using var person = await HttpPerson.RegisterAsync(a.Address, ct);

        var accepted = await person.AskAsync(PaidModel, "Count. sim:tokens=2000 sim:rate=20", ct);
        var chat = accepted.GetProperty("chatId").GetString();
        person.MovesTo(b.Address);
        await GrownAsync(person, accepted, ct);
        using var topic = await LiveTopic.WatchAsync(person, $"generation:{accepted.GetProperty("generationId").GetString()}", ct);
        await a.KillAsync();
        var killed = Stopwatch.GetTimestamp();
        var (end, _) = await topic.EndAsync(ct);
        var waited = Stopwatch.GetElapsedTime(killed);
        var history = await person.GetJsonAsync($"/api/chat/history/{chat}", ct);

        // Ten seconds of lease, a second of heartbeat, and some for a slow machine.
        waited.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        end.GetProperty("state").GetString().ShouldBe("succeeded");
        end.GetProperty("stopReason").GetString().ShouldBe("cut");
        Reply(history).GetProperty("text").GetString()!.Length.ShouldBeGreaterThan(60);
        Reply(history).GetProperty("generation").GetProperty("costCredits").GetInt64().ShouldBe(end.GetProperty("costCredits").GetInt64());
        end.GetProperty("costCredits").GetInt64().ShouldBeGreaterThan(0);
        await BooksShouldBalanceAsync(b, person, ct);
    }

    [Fact]
    public async Task A_database_that_is_away_longer_than_the_lease_costs_no_reply_its_end()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var ct = patience.Token;
        await using var pair = await NodePair.StartAsync(ct);
        var (a, b, database) = pair;
        using var person = await HttpPerson.RegisterAsync(a.Address, ct);

        var accepted = await person.AskAsync(PaidModel, "Count. sim:tokens=700 sim:rate=20", ct);
        await GrownAsync(person, accepted, ct);
        await database.RestartAsync(ct, away: TimeSpan.FromSeconds(12));
        person.MovesTo(b.Address);
        using var topic = await LiveTopic.WatchAsync(person, $"generation:{accepted.GetProperty("generationId").GetString()}", ct);
        var (end, _) = await topic.EndAsync(ct);

        end.GetProperty("state").GetString().ShouldBe("succeeded");
        end.GetProperty("stopReason").GetString().ShouldBe("complete");
        await BooksShouldBalanceAsync(b, person, ct);
    }

    /// <summary>Waits until some of the reply is kept.</summary>
    private static async Task GrownAsync(HttpPerson person, JsonElement accepted, CancellationToken ct)
    {
        while (Reply(await person.GetJsonAsync($"/api/chat/history/{accepted.GetProperty("chatId").GetString()}", ct)).GetProperty("text").GetString()!.Length <= 60)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, ct);
        }
    }

    private static JsonElement Reply(JsonElement history) => history.GetProperty("messages").EnumerateArray().Last();

    private static async Task BooksShouldBalanceAsync(ChildServer host, HttpPerson person, CancellationToken ct)
    {
        await Administrator.ClaimAsync(host, person, ct);
        (await person.GetAsync("/en/admin/wallet", ct)).ShouldContain("data-books-balance=\"yes\"");
    }

    /// <summary>The two, what they share, and the simulated vendors behind them.</summary>
    private sealed class NodePair(ChildServer a, ChildServer b, SharedDatabase database, ChildServer upstream) : IAsyncDisposable
    {
        private const string Secret = "0123456789abcdef0123456789abcdef0123456789abcdef";

        public static async Task<NodePair> StartAsync(CancellationToken ct)
        {
            var upstream = await ChildServer.StartSimulatorsAsync(ct);
            var database = await SharedDatabase.StartAsync(ct);
            return new NodePair(await NodeAsync(database, upstream, ct), await NodeAsync(database, upstream, ct), database, upstream);
        }

        public void Deconstruct(out ChildServer first, out ChildServer second, out SharedDatabase shared) => (first, second, shared) = (a, b, database);

        public async ValueTask DisposeAsync()
        {
            await b.DisposeAsync();
            await a.DisposeAsync();
            await database.DisposeAsync();
            await upstream.DisposeAsync();
        }

        private static Task<ChildServer> NodeAsync(SharedDatabase database, ChildServer upstream, CancellationToken ct) => ChildServer.StartProductAsync(
            ChildServer.NewDataFolder(),
            ct,
            ("DATABASE_URL", database.Url),
            ("AUTH_SECRET", Secret),
            ("OPENROUTER_BASE_URL", new Uri(upstream.Address, "/api/v1").AbsoluteUri),
            ("OPENROUTER_API_KEY", "sk-or-v1-simulated"));
    }
}
