using AIGenerator.Generation;
using AIGenerator.Generation.Administration;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Results;
using AIGenerator.Providers;
using AIGenerator.Providers.Media;
using AIGenerator.Tests.Generation.Media;

namespace AIGenerator.Tests.Generation.Administration;

public sealed class OrderAgainTests(MediaServices services) : IClassFixture<MediaServices>, IAsyncLifetime
{
    public ValueTask InitializeAsync()
    {
        services.First.OnSubmit = (_, _) => throw ProviderErrors.Moderated();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync() => (await services.ImbalancesAsync()).ShouldBeEmpty();

    [Fact]
    public async Task What_failed_is_ordered_again_once_and_costs_its_owner_nothing()
    {
        var workspace = await services.WorkspaceAsync(1_000);
        var failed = await services.AcceptedAsync(services.Command(workspace, count: 2));
        await services.DriveToEndAsync(failed, workspace);
        services.First.OnSubmit = (order, _) => Task.FromResult<MediaReport>(ScriptedVendor.Pictures(order.Count));

        (await AgainAsync(failed)).Ok(out var id, out var refusal).ShouldBeTrue(refusal?.Code);
        await services.DriveToEndAsync(id, workspace);
        var twice = await AgainAsync(failed);
        var never = await AgainAsync(id);

        var view = await services.ViewAsync(id, workspace);
        (view.State, view.Cost, view.Assets.Count).ShouldBe((GenerationState.Succeeded, Credits.Zero, 2));
        var balance = await services.BalanceAsync(workspace);
        (balance.Available.Value, balance.Held.Value).ShouldBe((1_000, 0));
        (CodeOf(twice), CodeOf(never)).ShouldBe(("generations.not-again", "generations.not-again"));
    }

    [Fact]
    public async Task Two_administrators_at_once_order_it_once()
    {
        var workspace = await services.WorkspaceAsync(1_000);
        var failed = await services.AcceptedAsync(services.Command(workspace));
        await services.DriveToEndAsync(failed, workspace);

        var both = await Task.WhenAll(AgainAsync(failed), AgainAsync(failed));

        both.Select(CodeOf).Order(StringComparer.Ordinal).ShouldBe([null, "generations.not-again"]);
    }

    private Task<Result<Guid>> AgainAsync(Guid failed) =>
        services.InScopeAsync<OrderAgain, Result<Guid>>(again => again.HandleAsync(failed, TestContext.Current.CancellationToken));

    private static string? CodeOf(Result<Guid> result) => result.Ok(out _, out var error) ? null : error.Code;
}
