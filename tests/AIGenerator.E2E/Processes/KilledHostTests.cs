using System.Globalization;
using System.Text.Json;
using AIGenerator.E2E.Infrastructure;

namespace AIGenerator.E2E.Processes;

/// <summary>SIGKILL at the worst moments; then a restart must find every generation final, nothing lost but the last second, and books that balance.</summary>
public sealed class KilledHostTests
{
    private const string PaidModel = "gpt-5-nano";

    [Fact]
    public async Task A_host_killed_in_mid_reply_keeps_what_had_arrived_and_charges_only_that()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var upstream = await ChildServer.StartSimulatorsAsync(ct);
        var folder = ChildServer.NewDataFolder();
        string chat;
        HttpPerson person;
        await using (var first = await StartAsync(folder, upstream, ct))
        {
            person = await HttpPerson.RegisterAsync(first.Address, ct);
            var accepted = await person.AskAsync(PaidModel, "Count. sim:tokens=2000 sim:rate=20", ct);
            chat = accepted.GetProperty("chatId").GetString()!;
            await UntilAsync(() => person.GetJsonAsync($"/api/chat/history/{chat}", ct), answer => Reply(answer).GetProperty("text").GetString()!.Length > 60, ct);
            await first.KillAsync();
        }

        await using var second = await StartAsync(folder, upstream, ct);
        person.MovesTo(second.Address);
        var history = await UntilAsync(() => person.GetJsonAsync($"/api/chat/history/{chat}", ct), answer => StateOf(answer) != "running", ct);

        StateOf(history).ShouldBe("succeeded");
        Reply(history).GetProperty("generation").GetProperty("stopReason").GetString().ShouldBe("cut");
        Reply(history).GetProperty("text").GetString()!.Length.ShouldBeGreaterThan(60);
        Reply(history).GetProperty("generation").GetProperty("costCredits").GetInt64().ShouldBeGreaterThan(0);
        await BooksShouldBalanceAsync(second, person, ct);
        person.Dispose();
    }

    [Fact]
    public async Task A_comparison_of_a_killed_host_ends_answer_by_answer_and_the_chat_goes_on()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var upstream = await ChildServer.StartSimulatorsAsync(ct);
        var folder = ChildServer.NewDataFolder();
        string chat;
        string[] answers;
        HttpPerson person;
        await using (var first = await StartAsync(folder, upstream, ct))
        {
            person = await HttpPerson.RegisterAsync(first.Address, ct);
            var accepted = await person.CompareAsync([PaidModel, "built-in"], "Count. sim:tokens=2000 sim:rate=20", ct);
            chat = accepted.GetProperty("chatId").GetString()!;
            answers = [.. accepted.GetProperty("answers").EnumerateArray().Select(answer => answer.GetProperty("messageId").GetString()!)];
            await UntilAsync(() => person.GetJsonAsync($"/api/chat/history/{chat}", ct), answer => Reply(answer).GetProperty("text").GetString()!.Length > 60, ct);
            await first.KillAsync();
        }

        await using var second = await StartAsync(folder, upstream, ct);
        person.MovesTo(second.Address);
        foreach (var answer in answers)
        {
            var history = await UntilAsync(() => person.GetJsonAsync($"/api/chat/history/{chat}?around={answer}", ct), found => StateOf(found) != "running", ct);
            StateOf(history).ShouldBe("succeeded");
            Reply(history).GetProperty("comparison").GetProperty("answers").GetArrayLength().ShouldBe(2);
        }

        await UntilAsync(() => person.GetJsonAsync("/api/chat", ct), list => !list.GetProperty("items").EnumerateArray().Any(one => one.GetProperty("isRunning").GetBoolean()), ct);
        await BooksShouldBalanceAsync(second, person, ct);
        person.Dispose();
    }

    [Fact]
    public async Task Hosts_killed_while_answers_are_being_settled_never_lose_or_double_a_settlement()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var upstream = await ChildServer.StartSimulatorsAsync(ct);
        var folder = ChildServer.NewDataFolder();
        HttpPerson? person = null;
        var chats = new List<string>();

        // Short answers end at random moments around the kill, so that some die in the middle of their settlement.
        for (var round = 0; round < 3; round++)
        {
            await using var host = await StartAsync(folder, upstream, ct);
            person ??= await HttpPerson.RegisterAsync(host.Address, ct);
            person.MovesTo(host.Address);
            await FinalAsync(person, chats, ct);
            var accepted = await person.AskAsync(PaidModel, string.Create(CultureInfo.InvariantCulture, $"Short. sim:tokens={2 + round} sim:rate=100"), ct);
            chats.Add(accepted.GetProperty("chatId").GetString()!);
            await host.KillAsync();
        }

        await using var last = await StartAsync(folder, upstream, ct);
        person!.MovesTo(last.Address);
        await FinalAsync(person, chats, ct);
        await BooksShouldBalanceAsync(last, person, ct);
        person.Dispose();
    }

    /// <summary>Waits until every answer is final; one that delivered nothing must have cost nothing.</summary>
    private static async Task FinalAsync(HttpPerson person, IEnumerable<string> chats, CancellationToken ct)
    {
        foreach (var chat in chats)
        {
            var history = await UntilAsync(() => person.GetJsonAsync($"/api/chat/history/{chat}", ct), answer => StateOf(answer) is not ("running" or "queued"), ct);
            if (StateOf(history) != "succeeded")
            {
                Reply(history).GetProperty("generation").GetProperty("costCredits").GetInt64().ShouldBe(0);
            }
        }
    }

    private static Task<ChildServer> StartAsync(string folder, ChildServer upstream, CancellationToken ct) =>
        ChildServer.StartProductAsync(
            folder,
            ct,
            ("OPENROUTER_BASE_URL", new Uri(upstream.Address, "/api/v1").AbsoluteUri),
            ("OPENROUTER_API_KEY", "sk-or-v1-simulated"));

    private static JsonElement Reply(JsonElement history) => history.GetProperty("messages").EnumerateArray().Last();

    private static string StateOf(JsonElement history) => Reply(history).GetProperty("generation").GetProperty("state").GetString()!;

    private static async Task BooksShouldBalanceAsync(ChildServer host, HttpPerson person, CancellationToken ct)
    {
        await Administrator.ClaimAsync(host, person, ct);
        (await person.GetAsync("/en/admin/wallet", ct)).ShouldContain("data-books-balance=\"yes\"");
    }

    private static async Task<JsonElement> UntilAsync(Func<Task<JsonElement>> read, Func<JsonElement, bool> isRight, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        while (true)
        {
            var answer = await read();
            if (isRight(answer))
            {
                return answer;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
        }
    }
}
