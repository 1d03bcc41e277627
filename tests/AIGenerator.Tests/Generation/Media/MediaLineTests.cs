using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Providers.Media;

namespace AIGenerator.Tests.Generation.Media;

public sealed class MediaLineTests(MediaServices services) : IClassFixture<MediaServices>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_id_is_accepted_once_even_at_the_same_moment()
    {
        var workspace = await services.WorkspaceAsync();
        var command = services.Command(workspace);

        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => services.AcceptAsync(command)));

        results.Count(result => result.Ok(out var accepted, out _) && !accepted.IsRepeat).ShouldBe(1);
        results.ShouldAllBe(result => Accepted(result) == command.Id);
        (await services.BalanceAsync(workspace)).Held.Value.ShouldBe(400);
        await services.DriveToEndAsync(command.Id, workspace);
    }

    [Fact]
    public async Task Only_so_many_of_a_workspace_are_at_work_and_each_end_lets_the_next_in()
    {
        services.Second.OnSubmit = (order, _) => Task.FromResult<MediaReport>(new MediaUnderWay(new VendorJob($"job-{order.Id:N}", order.Model)));
        var done = new HashSet<string>();
        services.Second.OnAsk = job => done.Contains(job.Id) ? ScriptedVendor.Pictures(1) : new MediaUnderWay(job);
        var workspace = await services.WorkspaceAsync();
        var ids = new List<Guid>();
        for (var i = 0; i < 6; i++)
        {
            ids.Add(await services.AcceptedAsync(services.Command(workspace, "metered")));
        }

        await services.DriveAsync();
        (await StagesAsync(workspace, ids)).ShouldBe(["underWay", "underWay", "underWay", "underWay", "waiting", "waiting"]);

        done.Add($"job-{ids[1]:N}");
        services.Clock.Advance(TimeSpan.FromSeconds(5));
        await services.DriveAsync();
        (await StagesAsync(workspace, ids)).ShouldBe(["underWay", "ended", "underWay", "underWay", "underWay", "waiting"]);

        done.UnionWith(ids.Select(id => $"job-{id:N}"));
        foreach (var id in ids)
        {
            await services.DriveToEndAsync(id, workspace);
        }

        (await services.BalanceAsync(workspace)).Held.ShouldBe(Credits.Zero);
        (await services.ImbalancesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_vendor_that_takes_two_at_a_time_gets_two()
    {
        services.First.Submitted.Clear();
        services.First.Traits = new MediaTraits(AtOnce: 2);
        services.First.OnSubmit = (order, _) => Task.FromResult<MediaReport>(new MediaUnderWay(new VendorJob($"job-{order.Id:N}", order.Model)));
        services.First.OnAsk = job => new MediaUnderWay(job);
        var one = await services.WorkspaceAsync();
        var other = await services.WorkspaceAsync();
        var ids = new List<Guid> { await services.AcceptedAsync(services.Command(one)), await services.AcceptedAsync(services.Command(one)) };
        ids.Add(await services.AcceptedAsync(services.Command(other)));

        await services.DriveAsync();
        services.First.Submitted.Count.ShouldBe(2);

        services.First.OnAsk = _ => ScriptedVendor.Pictures(1);
        await services.DriveToEndAsync(ids[0], one);
        await services.DriveToEndAsync(ids[1], one);
        await services.DriveToEndAsync(ids[2], other);
        services.First.Traits = new MediaTraits();
        services.First.Submitted.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_free_place_goes_to_the_higher_plan_then_to_who_has_fewest_then_to_the_oldest()
    {
        var done = new HashSet<Guid>();
        services.First.Reset();
        services.First.Traits = new MediaTraits(AtOnce: 2, Key: "fair");
        services.First.OnSubmit = (order, _) => Task.FromResult<MediaReport>(new MediaUnderWay(new VendorJob($"{order.Id}", order.Model)));
        services.First.OnAsk = job => done.Contains(Guid.Parse(job.Id)) ? ScriptedVendor.Pictures(1) : new MediaUnderWay(job);
        WorkspaceId[] workspaces = [await services.WorkspaceAsync(), await services.WorkspaceAsync(), await services.WorkspaceAsync()];
        var (greedy, modest, paying) = (workspaces[0], workspaces[1], workspaces[2]);
        var ids = new List<Guid>();
        foreach (var workspace in new[] { greedy, greedy, greedy, modest, paying, modest })
        {
            ids.Add(await services.AcceptedAsync(services.Command(workspace)));
            await services.DriveAsync();
        }

        await services.ExecuteAsync("update generation.media set priority = 10 where id = $1", ids[4]);
        foreach (var id in new[] { ids[0], ids[4], ids[1] })
        {
            done.Add(id);
            await LookAsync();
        }

        done.UnionWith(ids);
        foreach (var (workspace, id) in new[] { greedy, greedy, greedy, modest, paying, modest }.Zip(ids))
        {
            await services.DriveToEndAsync(id, workspace);
        }

        services.First.Submitted.Select(order => ids.IndexOf(order.Id)).Take(5).ShouldBe([0, 1, 4, 3, 2], "the paying one first, then who has none there, then who came first");
        services.First.Reset();

        // Often enough for everybody to have asked once more.
        async Task LookAsync()
        {
            for (var look = 0; look < 8; look++)
            {
                services.Clock.Advance(TimeSpan.FromMilliseconds(700));
                await services.DriveAsync();
            }
        }
    }

    [Fact]
    public async Task A_stop_reaches_the_vendor_and_costs_nothing_wherever_the_generation_is()
    {
        services.Second.Canceled.Clear();
        services.Second.OnSubmit = (order, _) => Task.FromResult<MediaReport>(new MediaUnderWay(new VendorJob($"job-{order.Id:N}", order.Model)));
        services.Second.OnAsk = job => new MediaUnderWay(job);
        var workspace = await services.WorkspaceAsync(100_000);
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await services.AcceptedAsync(services.Command(workspace, "metered")));
        }

        await services.DriveAsync();
        (await CancelAsync(ids[4], workspace)).ShouldBeTrue("it waits for its own workspace");
        (await CancelAsync(ids[0], workspace)).ShouldBeTrue("it is at the vendor");
        (await CancelAsync(ids[0], await services.WorkspaceAsync(0))).ShouldBeFalse("it is a stranger's");
        await services.DriveAsync();

        foreach (var id in new[] { ids[0], ids[4] })
        {
            (await services.ViewAsync(id, workspace)).State.ShouldBe(GenerationState.Canceled);
        }

        services.Second.Canceled.Select(job => job.Id).ShouldBe([$"job-{ids[0]:N}"]);
        (await CancelAsync(ids[0], workspace)).ShouldBeFalse("it is over");
        foreach (var id in ids)
        {
            await CancelAsync(id, workspace);
            await services.DriveToEndAsync(id, workspace);
        }

        (await services.BalanceAsync(workspace)).ShouldBe(new(new Credits(100_000), Credits.Zero));
    }

    [Fact]
    public async Task What_cannot_be_paid_or_is_not_made_is_refused_and_changes_nothing()
    {
        var poor = await services.WorkspaceAsync(399);

        CodeOf(await services.AcceptAsync(services.Command(poor))).ShouldBe("wallet.insufficient-credits");
        CodeOf(await services.AcceptAsync(services.Command(poor, count: 9))).ShouldBe("images.count");
        CodeOf(await services.AcceptAsync(services.Command(poor, prompt: " "))).ShouldBe("images.prompt");
        CodeOf(await services.AcceptAsync(services.Command(poor) with { Request = new ImageRequest(ImageTask.Upscale, "", Source: Guid.Empty) })).ShouldBe("images.task");
        CodeOf(await services.AcceptAsync(services.Command(poor) with { Request = new ImageRequest(ImageTask.Create, "x", Seed: 4) })).ShouldBe("images.seed");
        (await services.BalanceAsync(poor)).ShouldBe(new(new Credits(399), Credits.Zero));
        (await services.InScopeAsync<IImageGenerations, IReadOnlyList<MediaView>>(images => images.ListAsync(poor, new MediaQuery(), Ct))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_generation_whose_job_is_gone_gets_another_and_ends_free_of_charge()
    {
        var workspace = await services.WorkspaceAsync(10_000);
        var id = await services.AcceptedAsync(services.Command(workspace));
        await services.ExecuteAsync("delete from kernel.jobs where unique_key = $1", id.ToString());

        services.Clock.Advance(TimeSpan.FromMinutes(21));
        await services.FindForgottenAsync();
        await services.DriveAsync();

        (await services.ViewAsync(id, workspace)).State.ShouldBe(GenerationState.Failed);
        (await services.BalanceAsync(workspace)).ShouldBe(new(new Credits(10_000), Credits.Zero));
    }

    private async Task<List<string>> StagesAsync(WorkspaceId workspace, IEnumerable<Guid> ids)
    {
        var stages = new List<string>();
        foreach (var id in ids)
        {
            stages.Add((await services.ViewAsync(id, workspace)).Stage);
        }

        return stages;
    }

    private Task<bool> CancelAsync(Guid id, WorkspaceId workspace) => services.InScopeAsync<IImageGenerations, bool>(images => images.CancelAsync(id, workspace, Ct));

    private static string? CodeOf(AIGenerator.Kernel.Results.Result<AcceptedMedia> result) => result.Ok(out _, out var refusal) ? null : refusal.Code;

    private static Guid? Accepted(AIGenerator.Kernel.Results.Result<AcceptedMedia> result) => result.Ok(out var accepted, out _) ? accepted.Id : null;
}
