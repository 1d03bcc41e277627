using AIGenerator.Generation;
using AIGenerator.Generation.Administration;
using AIGenerator.Generation.Media;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Media.Files;
using AIGenerator.Providers;
using AIGenerator.Providers.Media;

namespace AIGenerator.Tests.Generation.Media;

/// <summary>Trouble that must not cost what was made, and stops that must reach whoever is at work.</summary>
public sealed class MediaTroubleTests(MediaServices services) : IClassFixture<MediaServices>, IAsyncLifetime
{
    private const long Unit = 400;

    private static ProviderException Down => new(FailureCategory.ProviderUnavailable, "provider.unavailable", RetryAdvice.TryAgain);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        services.First.Reset();
        services.Second.Reset();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync() => (await services.ImbalancesAsync()).ShouldBeEmpty();

    [Fact]
    public async Task One_file_that_cannot_be_fetched_does_not_cost_the_others_and_those_are_fetched_once()
    {
        var nobody = new Uri("http://127.0.0.1:9/late.png");
        services.First.Home = nobody;
        services.First.OnSubmit = (_, _) => Task.FromResult<MediaReport>(new MediaDone(
            [ScriptedVendor.Pictures(1).Outputs[0], new MediaOutput(default, nobody), ScriptedVendor.Pictures(2).Outputs[1]]));
        var workspace = await services.WorkspaceAsync(10_000);
        var id = await services.AcceptedAsync(services.Command(workspace, count: 3));

        await services.DriveAsync();
        (await services.ViewAsync(id, workspace)).Stage.ShouldBe("storing");
        await services.Get<IFileStore>().DeleteAsync($"media/{id:N}/0/raw", Ct);
        await services.Get<IFileStore>().DeleteAsync($"media/{id:N}/2/raw", Ct);
        await services.DriveToEndAsync(id, workspace);

        var view = await services.ViewAsync(id, workspace);
        (view.State, view.ErrorCode, view.Cost.Value).ShouldBe((GenerationState.Succeeded, "generation.result-lost", 2 * Unit));
        view.Assets.Select(asset => (asset.Place, asset.Width, asset.Seed)).ShouldBe([(0, 4, 0L), (2, 4, 1L)]);
        (await services.BalanceAsync(workspace)).ShouldBe(new(new Credits(10_000 - (2 * Unit)), Credits.Zero));
    }

    [Fact]
    public async Task What_the_vendor_finished_while_we_were_away_is_asked_for_however_late()
    {
        services.First.OnSubmit = (order, _) => Task.FromResult<MediaReport>(new MediaUnderWay(new VendorJob("job-late", order.Model)));
        var workspace = await services.WorkspaceAsync();
        var id = await services.AcceptedAsync(services.Command(workspace));
        await services.DriveAsync();

        services.Clock.Advance(TimeSpan.FromHours(2));
        await services.DriveAsync();

        (await services.ViewAsync(id, workspace)).State.ShouldBe(GenerationState.Succeeded);
        services.First.Canceled.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_ends_what_the_vendor_finished_while_we_were_away_before_its_own_job_has_looked()
    {
        services.First.OnSubmit = (order, _) => Task.FromResult<MediaReport>(new MediaUnderWay(new VendorJob("job-away", order.Model)));
        var workspace = await services.WorkspaceAsync();
        var id = await services.AcceptedAsync(services.Command(workspace));
        await services.DriveAsync();
        services.Clock.Advance(TimeSpan.FromHours(2));
        var isBusy = true;
        services.First.OnAsk = _ => isBusy ? throw Down : ScriptedVendor.Pictures(1);

        await services.FindForgottenAsync();
        await services.DriveAsync();
        (await services.ViewAsync(id, workspace)).State.ShouldBe(GenerationState.Running, "it has just been asked for the first time");
        services.Clock.Advance(TimeSpan.FromMinutes(4));
        await services.DriveAsync();
        await services.FindForgottenAsync();
        isBusy = false;
        services.Clock.Advance(TimeSpan.FromSeconds(10));
        await services.DriveAsync();

        (await services.ViewAsync(id, workspace)).State.ShouldBe(GenerationState.Succeeded);
    }

    [Fact]
    public async Task What_cannot_be_had_long_after_its_deadline_ends_free_of_charge()
    {
        services.First.OnSubmit = (order, _) => Task.FromResult<MediaReport>(new MediaUnderWay(new VendorJob("job-never", order.Model)));
        services.First.OnAsk = _ => throw Down;
        var workspace = await services.WorkspaceAsync(10_000);
        var id = await services.AcceptedAsync(services.Command(workspace));
        await services.DriveAsync();

        services.Clock.Advance(TimeSpan.FromHours(2));
        await services.DriveAsync();
        (await services.ViewAsync(id, workspace)).State.ShouldBe(GenerationState.Running);
        services.Clock.Advance(TimeSpan.FromMinutes(6));
        await services.DriveAsync();

        (await services.ViewAsync(id, workspace)).State.ShouldBe(GenerationState.Failed);
        (await services.BalanceAsync(workspace)).ShouldBe(new(new Credits(10_000), Credits.Zero));
    }

    [Fact]
    public async Task A_generation_whose_job_is_dead_long_after_its_deadline_ends_free_of_charge()
    {
        var workspace = await services.WorkspaceAsync(10_000);
        var id = await services.AcceptedAsync(services.Command(workspace));
        await services.ExecuteAsync(
            "update kernel.jobs set state = 'Dead', attempt = max_attempts, finished_at = $2 where unique_key = $1", id.ToString(), services.Clock.GetUtcNow());

        services.Clock.Advance(TimeSpan.FromHours(1));
        await services.FindForgottenAsync();

        (await services.ViewAsync(id, workspace)).State.ShouldBe(GenerationState.Failed);
        (await services.BalanceAsync(workspace)).ShouldBe(new(new Credits(10_000), Credits.Zero));
    }

    [Fact]
    public async Task A_stop_during_the_hand_over_waits_for_the_jobs_id_and_tells_the_vendor_until_it_hears()
    {
        services.First.Traits = new MediaTraits(HasJobs: true);
        services.First.OnSubmit = async (order, ct) =>
        {
            await StopAsync(order.Id);
            ct.ThrowIfCancellationRequested();
            return new MediaUnderWay(new VendorJob("job-9", order.Model, "note"));
        };
        services.First.OnCancel = _ =>
        {
            if (services.First.Canceled.Count < 3)
            {
                throw ProviderErrors.Failed();
            }
        };
        var workspace = await services.WorkspaceAsync(10_000);
        var id = await services.AcceptedAsync(services.Command(workspace));

        await services.DriveAsync();
        (await services.ViewAsync(id, workspace)).State.ShouldBe(GenerationState.Canceled);
        (await services.BalanceAsync(workspace)).ShouldBe(new(new Credits(10_000), Credits.Zero));
        for (var look = 0; look < 5; look++)
        {
            services.Clock.Advance(TimeSpan.FromMinutes(1));
            await services.DriveAsync();
        }

        services.First.Canceled.ShouldBe(Enumerable.Repeat(new VendorJob("job-9", "upstream-1", "note"), 3));
    }

    [Fact]
    public async Task A_stop_closes_a_call_that_holds_the_work_itself()
    {
        services.First.OnSubmit = async (order, ct) =>
        {
            await StopAsync(order.Id);
            ct.ThrowIfCancellationRequested();
            return ScriptedVendor.Pictures(order.Count);
        };
        var workspace = await services.WorkspaceAsync(10_000);
        var id = await services.AcceptedAsync(services.Command(workspace));

        await services.DriveAsync();

        (await services.ViewAsync(id, workspace)).State.ShouldBe(GenerationState.Canceled);
        (await services.BalanceAsync(workspace)).ShouldBe(new(new Credits(10_000), Credits.Zero));
    }

    [Fact]
    public async Task A_crowd_at_one_route_is_waited_out_whatever_the_next_one_says()
    {
        var tries = 0;
        services.First.OnSubmit = (order, _) => ++tries < 6 ? throw ProviderErrors.RateLimited() : Task.FromResult<MediaReport>(ScriptedVendor.Pictures(order.Count));
        services.Second.OnSubmit = (_, _) => throw ProviderErrors.InvalidRequest();
        var workspace = await services.WorkspaceAsync();
        var id = await services.AcceptedAsync(services.Command(workspace));

        await services.DriveToEndAsync(id, workspace);

        (await services.ViewAsync(id, workspace)).State.ShouldBe(GenerationState.Succeeded);
        (tries, services.Second.Submitted.Count).ShouldBe((6, 5));
    }

    [Theory]
    [InlineData("cancel", GenerationState.Canceled)]
    [InlineData("drive", GenerationState.Succeeded)]
    public async Task A_generation_whose_job_is_dead_listens_again(string wish, GenerationState state)
    {
        var workspace = await services.WorkspaceAsync(10_000);
        var id = await services.AcceptedAsync(services.Command(workspace));
        await services.ExecuteAsync(
            "update kernel.jobs set state = 'Dead', attempt = max_attempts, finished_at = $2 where unique_key = $1", id.ToString(), services.Clock.GetUtcNow());
        await services.DriveAsync();
        (await services.ViewAsync(id, workspace)).Stage.ShouldBe("waiting");

        await (wish == "cancel" ? CancelAsync(id, workspace) : services.InScopeAsync<MendMedia, bool>(mend => mend.DriveAsync(id, Ct)));
        await services.DriveAsync();

        (await services.ViewAsync(id, workspace)).State.ShouldBe(state);
    }

    [Fact]
    public async Task Places_at_a_vendor_belong_to_its_key()
    {
        services.First.Traits = new MediaTraits(AtOnce: 1, Key: "first-key");
        services.First.OnSubmit = (order, _) => Task.FromResult<MediaReport>(new MediaUnderWay(new VendorJob($"job-{order.Id:N}", order.Model)));
        services.First.OnAsk = job => new MediaUnderWay(job);
        var workspace = await services.WorkspaceAsync();
        var ids = new List<Guid>();
        for (var order = 0; order < 2; order++)
        {
            ids.Add(await services.AcceptedAsync(services.Command(workspace)));
            await services.DriveAsync();
            services.First.Submitted.Count.ShouldBe(1);
        }

        services.First.Traits = new MediaTraits(AtOnce: 1, Key: "other-key");
        services.Clock.Advance(TimeSpan.FromSeconds(1));
        await services.DriveAsync();

        services.First.Submitted.Count.ShouldBe(2);
        (await services.QueryAsync<string>("select place from generation.media where id = $1", ids[1])).ShouldBe("first:other-key");
        services.First.OnAsk = _ => ScriptedVendor.Pictures(1);
        await services.DriveToEndAsync(ids[0], workspace);
        await services.DriveToEndAsync(ids[1], workspace);
    }

    private Task<bool> CancelAsync(Guid id, WorkspaceId workspace) => services.InScopeAsync<IImageGenerations, bool>(images => images.CancelAsync(id, workspace, Ct));

    /// <summary>A person's stop, and the news of it on this node.</summary>
    private async Task StopAsync(Guid id)
    {
        var workspace = new WorkspaceId(await services.QueryAsync<Guid>("select workspace_id from generation.media where id = $1", id));
        (await CancelAsync(id, workspace)).ShouldBeTrue();
        services.Get<RunningMedia>().Stop(id);
    }
}
