using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Providers;
using AIGenerator.Providers.Media;
using AIGenerator.Providers.Text;

namespace AIGenerator.Tests.Generation.Media;

public sealed class MediaCircuitTests(MediaServices services) : IClassFixture<MediaServices>, IAsyncLifetime
{
    private static readonly TimeSpan OpenFor = TimeSpan.FromSeconds(30);

    public ValueTask InitializeAsync()
    {
        foreach (var (vendor, models) in new[] { (services.First, (string[])["upstream-1"]), (services.Second, ["upstream-2", "upstream-3"]) })
        {
            vendor.OnSubmit = (order, _) => Task.FromResult<MediaReport>(ScriptedVendor.Pictures(order.Count));
            vendor.Submitted.Clear();

            // Whatever the test before has opened is due for its try, which succeeds.
            services.Clock.Advance(TimeSpan.FromHours(1));
            foreach (var model in models)
            {
                using var visit = services.Get<MediaCircuits>().Enter([new TextRoute(vendor.Id, model)]);
                visit!.Succeed();
            }
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync() => (await services.ImbalancesAsync()).ShouldBeEmpty();

    [Fact]
    public async Task A_vendor_that_keeps_failing_is_passed_over_until_one_order_finds_it_well()
    {
        services.First.OnSubmit = (_, _) => throw ProviderErrors.Failed();
        var workspace = await services.WorkspaceAsync();
        for (var order = 0; order < 5; order++)
        {
            await EndedAsync(workspace, "exact");
        }

        services.First.Submitted.Count.ShouldBe(3);
        services.Second.Submitted.Count.ShouldBe(5);
        services.Get<MediaCircuits>().Open.Select(line => (line.Provider, line.UpstreamModel, line.Health.LastError))
            .ShouldBe([("first", null, "provider.failed"), ("first", "upstream-1", "provider.failed")]);

        services.First.OnSubmit = (order, _) => Task.FromResult<MediaReport>(ScriptedVendor.Pictures(order.Count));
        services.Clock.Advance(OpenFor);
        await EndedAsync(workspace, "exact");
        await EndedAsync(workspace, "exact");

        services.First.Submitted.Count.ShouldBe(5);
        services.Get<MediaCircuits>().Open.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_no_route_is_left_orders_wait_one_of_them_tries_and_nobody_is_told_of_trouble()
    {
        services.Second.OnSubmit = (_, _) => throw ProviderErrors.Unreachable();
        var workspace = await services.WorkspaceAsync();
        var ids = new List<Guid> { await services.AcceptedAsync(services.Command(workspace, "metered")) };
        while (services.Second.Submitted.Count < 3)
        {
            await services.DriveAsync();
            services.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        ids.Add(await services.AcceptedAsync(services.Command(workspace, "metered")));
        ids.Add(await services.AcceptedAsync(services.Command(workspace, "metered")));
        await services.DriveAsync();
        services.Second.Submitted.Count.ShouldBe(3, "those that come later do not ask");

        services.Clock.Advance(OpenFor);
        await services.DriveAsync();
        services.Second.Submitted.Count.ShouldBe(4, "one tries for all");
        foreach (var id in ids)
        {
            var waiting = await services.ViewAsync(id, workspace);
            (waiting.State, waiting.Stage, waiting.ErrorCode).ShouldBe((GenerationState.Queued, "waiting", null));
        }

        services.Second.OnSubmit = (order, _) => Task.FromResult<MediaReport>(ScriptedVendor.Pictures(order.Count));
        foreach (var id in ids)
        {
            await services.DriveToEndAsync(id, workspace);
            (await services.ViewAsync(id, workspace)).State.ShouldBe(GenerationState.Succeeded);
        }

        services.Second.Submitted.Count.ShouldBe(7);
    }

    [Fact]
    public async Task A_vendor_that_never_comes_back_is_given_up_at_the_deadline_free_of_charge()
    {
        services.Second.OnSubmit = (_, _) => throw ProviderErrors.Unreachable();
        var workspace = await services.WorkspaceAsync(10_000);
        var id = await services.AcceptedAsync(services.Command(workspace, "metered"));
        var begun = services.Clock.GetUtcNow();

        await services.DriveToEndAsync(id, workspace);

        var view = await services.ViewAsync(id, workspace);
        (view.State, view.ErrorCode).ShouldBe((GenerationState.Failed, "provider.unreachable"));
        (view.FinishedAt!.Value - begun).ShouldBeInRange(TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(11));
        (await services.BalanceAsync(workspace)).ShouldBe(new(new Credits(10_000), Credits.Zero));
    }

    [Fact]
    public async Task What_the_order_itself_is_to_blame_for_opens_nothing_and_neither_does_a_crowd()
    {
        var failures = new Queue<ProviderException>(
            [ProviderErrors.Moderated(), ProviderErrors.Moderated(), ProviderErrors.InvalidRequest(), ProviderErrors.InvalidRequest(), .. Enumerable.Range(0, 4).Select(_ => ProviderErrors.RateLimited())]);
        services.Second.OnSubmit = (order, _) => failures.TryDequeue(out var failure) ? throw failure : Task.FromResult<MediaReport>(ScriptedVendor.Pictures(order.Count));
        var workspace = await services.WorkspaceAsync();
        for (var order = 0; order < 5; order++)
        {
            await EndedAsync(workspace, "metered");
        }

        services.Second.Submitted.Count.ShouldBe(9);
        services.Get<MediaCircuits>().Open.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_order_that_a_vendor_always_stumbles_over_is_given_up_and_closes_it_to_nobody()
    {
        services.Second.OnSubmit = (order, _) =>
            order.Prompt.Contains("stumble", StringComparison.Ordinal) ? throw ProviderErrors.Failed() : Task.FromResult<MediaReport>(ScriptedVendor.Pictures(order.Count));
        var workspace = await services.WorkspaceAsync(10_000);
        var id = await services.AcceptedAsync(services.Command(workspace, "metered", prompt: "stumble"));
        await services.DriveToEndAsync(id, workspace);

        (await services.ViewAsync(id, workspace)).ErrorCode.ShouldBe("provider.failed");
        services.Second.Submitted.Count.ShouldBe(5);
        services.Get<MediaCircuits>().Open.ShouldBeEmpty();
        (await services.BalanceAsync(workspace)).Available.Value.ShouldBe(10_000);
    }

    [Fact]
    public async Task What_only_the_owner_can_mend_is_told_at_once_and_not_waited_for()
    {
        services.Second.OnSubmit = (_, _) => throw ProviderErrors.BadKey();
        var workspace = await services.WorkspaceAsync(10_000);

        for (var order = 0; order < 3; order++)
        {
            var id = await services.AcceptedAsync(services.Command(workspace, "metered"));
            await services.DriveAsync();
            (await services.ViewAsync(id, workspace)).ErrorCode.ShouldBe("provider.bad-key");
        }

        (await services.BalanceAsync(workspace)).Available.Value.ShouldBe(10_000);
    }

    private async Task EndedAsync(WorkspaceId workspace, string model) =>
        await services.DriveToEndAsync(await services.AcceptedAsync(services.Command(workspace, model)), workspace);
}
