using AIGenerator.Generation;
using AIGenerator.Generation.Live;
using AIGenerator.Generation.Texts;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Money;
using AIGenerator.Providers.Text;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Generation;

public sealed class TextLeaseTests(GenerationServices services) : IClassFixture<GenerationServices>
{
    private TakeOverTexts OtherNode()
    {
        var node = new ThisNode(services.Clock);
        return ActivatorUtilities.CreateInstance<TakeOverTexts>(services.Provider, node, ActivatorUtilities.CreateInstance<EndText>(services.Provider, node), new LiveTexts());
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_id_is_accepted_once_even_at_the_same_moment()
    {
        var workspace = await services.WorkspaceAsync(100_000);
        var (model, _) = services.Model();
        var request = services.Request(workspace, model);

        var results = await Task.WhenAll(services.AcceptAsync(request), services.AcceptAsync(request), services.AcceptAsync(request));

        var accepted = results.Select(result => result.Ok(out var value, out _) ? value : null).ToList();
        accepted.ShouldAllBe(value => value != null);
        accepted.Count(value => !value!.IsRepeat).ShouldBe(1);
        (await services.BalanceAsync(workspace)).Held.ShouldBe(accepted[0]!.Held);
    }

    [Fact]
    public async Task A_workspace_has_a_limit_of_work_at_the_same_time()
    {
        var workspace = await services.WorkspaceAsync(10_000_000);
        var (model, _) = services.Model();

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => services.AcceptAsync(services.Request(workspace, model))));

        results.Count(result => result.Ok(out _, out _)).ShouldBe(5);
        results.Where(result => !result.Ok(out _, out _)).ShouldAllBe(result => CodeOf(result) == "generations.too-many");
    }

    [Fact]
    public async Task A_silent_nodes_text_is_delivered_as_cut_and_the_late_node_is_fenced()
    {
        var workspace = await services.WorkspaceAsync(100_000);
        var (model, script) = services.Model();
        var (accepted, live) = await services.StartAsync(workspace, model);
        script.Say("What was kept");
        await GenerationServices.ArrivedAsync(live, 13);
        await services.Get<KeepTexts>().OnceAsync(Ct);

        await LoseLeaseAsync(accepted.Id);
        (await services.Get<TakeOverTexts>().OnceAsync(Ct)).ShouldBe(0, "a node does not take over from itself, however late its lease is renewed");
        (await OtherNode().OnceAsync(Ct)).ShouldBeGreaterThan(0);
        var taken = services.Notebook.Ended[accepted.Id];
        script.Say(" and what came too late");
        script.Finish(FinishReason.Complete, new TextUsage(50, 0, 4_000, 0));
        await live.Ended.Task;

        taken.StopReason.ShouldBe(StopReason.Cut);
        services.Notebook.Ended[accepted.Id].Text.ShouldBe("What was kept");
        (await services.BalanceAsync(workspace)).ShouldBe(new(new Credits(100_000 - taken.Cost.Value), Credits.Zero));
        (await services.ImbalancesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_silent_node_that_kept_nothing_leaves_a_free_failure()
    {
        var workspace = await services.WorkspaceAsync(100_000);
        var (model, _) = services.Model();
        (await services.AcceptAsync(services.Request(workspace, model))).Ok(out var accepted, out _).ShouldBeTrue();

        await LoseLeaseAsync(accepted!.Id);
        await services.Get<TakeOverTexts>().OnceAsync(Ct);

        var outcome = services.Notebook.Ended[accepted.Id];
        outcome.State.ShouldBe(GenerationState.Failed);
        outcome.Error!.Code.ShouldBe("generation.interrupted");
        (await services.BalanceAsync(workspace)).Available.Value.ShouldBe(100_000);
    }

    [Fact]
    public async Task A_stop_asked_on_another_node_reaches_the_run_with_the_next_heartbeat()
    {
        var workspace = await services.WorkspaceAsync(100_000);
        var (model, _) = services.Model();
        var (accepted, live) = await services.StartAsync(workspace, model);
        await services.ExecuteAsync("update generation.generations set cancel_requested_at = now() where id = $1", accepted.Id);

        await services.Get<KeepTexts>().OnceAsync(Ct);
        await live.Ended.Task;

        services.Notebook.Ended[accepted.Id].State.ShouldBe(GenerationState.Canceled);
    }

    [Fact]
    public async Task Watchers_get_a_snapshot_then_the_end_and_late_ones_get_both_from_the_rows()
    {
        var workspace = await services.WorkspaceAsync(100_000);
        var (model, script) = services.Model();
        var (accepted, live) = await services.StartAsync(workspace, model);
        script.Say("First.\n\nSecond");
        await GenerationServices.ArrivedAsync(live, 14);
        var topic = services.Get<IEnumerable<ILiveTopic>>().Single(t => t.Name == "generation");
        var user = UserOf(workspace);

        await using var watch = topic.WatchAsync(user, accepted.Id.ToString(), 0, Ct).GetAsyncEnumerator(Ct);
        await watch.MoveNextAsync();
        var snapshot = watch.Current;
        script.Say(" more");
        script.Finish(FinishReason.Complete, new TextUsage(50, 0, 10, 0));
        await live.Ended.Task;
        var rest = new List<LiveEvent>();
        while (await watch.MoveNextAsync())
        {
            rest.Add(watch.Current);
        }

        var late = await topic.WatchAsync(user, accepted.Id.ToString(), 0, Ct).ToListAsync(Ct);
        snapshot.Type.ShouldBe("snapshot");
        snapshot.Data.ShouldContain("<p>First.</p>");
        rest[^1].Type.ShouldBe("end");
        rest[^2].Data.ShouldContain("Second more");
        rest.Select(e => e.Sequence).ShouldBeInOrder();
        late.Select(e => e.Type).ShouldBe(["snapshot", "end"]);
        late[0].Data.ShouldContain("Second more");
        (await topic.WatchAsync(user, accepted.Id.ToString(), LiveSequence.End, Ct).ToListAsync(Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_strangers_generation_is_neither_watched_nor_stopped()
    {
        var workspace = await services.WorkspaceAsync(100_000);
        var (model, _) = services.Model();
        var (accepted, _) = await services.StartAsync(workspace, model);
        var stranger = await services.WorkspaceAsync(0);
        var topic = services.Get<IEnumerable<ILiveTopic>>().Single(t => t.Name == "generation");

        var mayWatch = await topic.MayWatchAsync(UserOf(stranger), accepted.Id.ToString(), Ct);
        var isStopped = await services.InScopeAsync<ITextGenerations, bool>(texts => texts.StopAsync(accepted.Id, stranger, Ct));

        mayWatch.ShouldBeFalse();
        isStopped.ShouldBeFalse();
    }

    private static CurrentUser UserOf(WorkspaceId workspace)
    {
        var user = new CurrentUser();
        user.ActsFor(workspace, WorkspaceRole.Member);
        return user;
    }

    private static string? CodeOf(AIGenerator.Kernel.Results.Result<AcceptedText> result) => result.Ok(out _, out var refusal) ? null : refusal.Code;

    // The clock of this class stands still, so the lease is moved instead; another node's name stands for the one that fell silent.
    private Task<int> LoseLeaseAsync(Guid generation) => services.ExecuteAsync(
        "update generation.generations set lease_until = $2 where id = $1", generation, services.Clock.GetUtcNow().AddSeconds(-1));
}
