using AIGenerator.Kernel.Money;
using AIGenerator.Wallet;

namespace AIGenerator.Tests.Wallet;

public sealed class ConcurrencyTests(WalletWorld world) : IClassFixture<WalletWorld>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fifty_spenders_at_once_never_overdraw_and_all_end()
    {
        var workspace = await world.NewWorkspaceWithAsync(200, world.Clock.GetUtcNow().AddDays(1));
        await world.GrantAsync(workspace, 105);

        var captured = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            var hold = world.NewId();
            return await world.HoldAsync(workspace, hold, 10) ? await world.SettleAsync(hold, 10) : 0;
        }));

        captured.Count(cost => cost == 10).ShouldBe(30);
        (await world.BalanceOfAsync(workspace)).ShouldBe(new Balance(new Credits(5), Credits.Zero));
        (await world.FindImbalancesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Parallel_grants_with_one_cause_book_once()
    {
        var workspace = world.NewWorkspace();
        var key = world.NewId().ToString();

        var booked = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => world.GrantAsync(workspace, 100, key: key)));

        booked.Count(isFirst => isFirst).ShouldBe(1);
        (await world.BalanceOfAsync(workspace)).Total.Value.ShouldBe(100);
    }

    [Fact]
    public async Task Parallel_settlements_and_releases_of_one_hold_close_it_once()
    {
        var workspace = await world.NewWorkspaceWithAsync(100);
        var hold = world.NewId();

        var placed = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => world.HoldAsync(workspace, hold, 50)));
        var closed = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => i % 2 == 0 ? world.SettleAsync(hold, 30) : ReleaseAsync(hold)));

        placed.ShouldAllBe(isPlaced => isPlaced);
        var spent = closed.Max();
        spent.ShouldBeOneOf(0, 30);
        (await world.BalanceOfAsync(workspace)).ShouldBe(new Balance(new Credits(100 - spent), Credits.Zero));
        (await world.FindImbalancesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_crowd_doing_everything_at_once_leaves_the_books_balanced()
    {
        var workspace = await world.NewWorkspaceWithAsync(300, world.Clock.GetUtcNow().AddMinutes(30));

        await Task.WhenAll(Enumerable.Range(0, 24).Select(async worker =>
        {
            for (var turn = 0; turn < 6; turn++)
            {
                var hold = world.NewId();
                var isPlaced = await world.HoldAsync(workspace, hold, 5 + (worker % 20));
                await world.GrantAsync(workspace, 3, worker % 2 == 0 ? world.Clock.GetUtcNow().AddMinutes(turn) : null);
                world.Clock.Advance(TimeSpan.FromSeconds(30));
                if (isPlaced && turn % 3 == 0)
                {
                    await world.ReleaseAsync(hold);
                }
                else if (isPlaced)
                {
                    await world.SettleAsync(hold, worker);
                }
            }
        }));

        (await world.BalanceOfAsync(workspace)).Held.ShouldBe(Credits.Zero);
        (await world.FindImbalancesAsync()).ShouldBeEmpty();
    }

    private async Task<long> ReleaseAsync(Guid hold)
    {
        await world.CallAsync(wallet => wallet.ReleaseAsync(hold, Ct));
        return 0;
    }
}
