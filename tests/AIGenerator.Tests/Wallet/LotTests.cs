using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Wallet;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AIGenerator.Tests.Wallet;

public sealed class LotTests(WalletWorld world) : IClassFixture<WalletWorld>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_lot_that_expires_first_is_spent_first()
    {
        var workspace = world.NewWorkspace();
        await world.GrantAsync(workspace, 50);
        await world.GrantAsync(workspace, 30, In(days: 20));
        await world.GrantAsync(workspace, 20, In(days: 10));
        var hold = world.NewId();
        await world.HoldAsync(workspace, hold, 60);

        await world.SettleAsync(hold, 35);

        (await LotsAsync(workspace)).ShouldBe([15, 50]);
    }

    [Fact]
    public async Task A_lot_whose_time_is_up_is_gone_from_the_next_look_on()
    {
        var workspace = await world.NewWorkspaceWithAsync(100, In(days: 1));
        await world.GrantAsync(workspace, 7);

        world.Clock.Advance(TimeSpan.FromDays(1));

        (await world.HoldAsync(workspace, world.NewId(), 8)).ShouldBeFalse();
        (await world.BalanceOfAsync(workspace)).Total.Value.ShouldBe(7);
        (await world.FindImbalancesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Credits_that_cover_a_hold_outlive_their_lot_until_the_hold_is_final()
    {
        var workspace = await world.NewWorkspaceWithAsync(100, In(days: 1));
        var hold = world.NewId();
        await world.HoldAsync(workspace, hold, 40);

        world.Clock.Advance(TimeSpan.FromDays(2));
        var during = await world.BalanceOfAsync(workspace);
        var captured = await world.SettleAsync(hold, 30);

        during.ShouldBe(new Balance(new Credits(40), new Credits(40)));
        captured.ShouldBe(30);
        (await world.BalanceOfAsync(workspace)).Total.Value.ShouldBe(0);
        (await world.FindImbalancesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Fresh_holds_do_not_prolong_an_old_lot()
    {
        var workspace = await world.NewWorkspaceWithAsync(50, In(days: 1));
        await world.GrantAsync(workspace, 50);
        var (early, late) = (world.NewId(), world.NewId());
        await world.HoldAsync(workspace, early, 50);
        world.Clock.Advance(TimeSpan.FromDays(2));
        await world.HoldAsync(workspace, late, 50);

        await world.ReleaseAsync(early);

        (await world.BalanceOfAsync(workspace)).ShouldBe(new Balance(new Credits(50), new Credits(50)));
        (await world.SettleAsync(late, 50)).ShouldBe(50);
    }

    [Fact]
    public async Task The_same_cause_books_once()
    {
        var workspace = world.NewWorkspace();
        var key = world.NewId().ToString();

        (await world.GrantAsync(workspace, 100, key: key)).ShouldBeTrue();
        (await world.GrantAsync(workspace, 100, key: key)).ShouldBeFalse();

        (await world.BalanceOfAsync(workspace)).Total.Value.ShouldBe(100);
    }

    [Fact]
    public async Task An_adjustment_takes_no_more_than_is_available_and_books_once()
    {
        var workspace = await world.NewWorkspaceWithAsync(100);
        await world.HoldAsync(workspace, world.NewId(), 60);
        var key = world.NewId().ToString();

        (await AdjustAsync(workspace, -41, key)).ShouldBeNull();
        (await AdjustAsync(workspace, -40, key)).ShouldBe(new Balance(new Credits(60), new Credits(60)));
        (await AdjustAsync(workspace, -40, key)).ShouldBe(new Balance(new Credits(60), new Credits(60)));
        (await AdjustAsync(workspace, 5, world.NewId().ToString()))!.Available.Value.ShouldBe(5);
        (await world.FindImbalancesAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(5, 6)]
    [InlineData(5, -5)]
    [InlineData(-5, -6)]
    public async Task A_key_stands_for_one_amount_of_one_wallet(long first, long second)
    {
        var (workspace, other) = (await world.NewWorkspaceWithAsync(100), await world.NewWorkspaceWithAsync(100));
        var key = world.NewId().ToString();
        await AdjustAsync(workspace, first, key);

        (await AdjustAsync(workspace, second, key)).ShouldBeNull();
        (await AdjustAsync(other, first, key)).ShouldBeNull();

        (await world.BalanceOfAsync(workspace)).Total.Value.ShouldBe(100 + first);
        (await world.BalanceOfAsync(other)).Total.Value.ShouldBe(100);
    }

    [Fact]
    public async Task The_ledger_refuses_to_be_rewritten_but_a_workspace_can_be_erased()
    {
        var workspace = await world.NewWorkspaceWithAsync(100);
        await using var scope = world.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();

        await Should.ThrowAsync<PostgresException>(() => db.Entries.Where(e => e.WorkspaceId == workspace).ExecuteDeleteAsync(Ct));
        await Should.ThrowAsync<PostgresException>(() =>
            db.Entries.Where(e => e.WorkspaceId == workspace).ExecuteUpdateAsync(set => set.SetProperty(e => e.Amount, new Credits(1)), Ct));
        await world.CallAsync(wallet => wallet.EraseAsync(workspace, Ct));

        (await db.Entries.AnyAsync(e => e.WorkspaceId == workspace, Ct)).ShouldBeFalse();
        (await world.FindImbalancesAsync()).ShouldBeEmpty();
    }

    private DateTimeOffset In(int days) => world.Clock.GetUtcNow().AddDays(days);

    private async Task<long[]> LotsAsync(WorkspaceId workspace) =>
        [.. (await world.CallAsync(wallet => wallet.LotsOfAsync(workspace, Ct))).Select(lot => lot.Remaining.Value)];

    private Task<Balance?> AdjustAsync(WorkspaceId workspace, long amount, string key) => world.CallAsync(async wallet =>
    {
        var result = await wallet.AdjustAsync(new Adjustment(workspace, new Credits(amount), "Test", key, null), Ct);
        return result.Ok(out var balance, out _) ? balance : null;
    });
}
