using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Results;
using AIGenerator.Wallet;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AIGenerator.Tests.Wallet;

public sealed class HoldTests(WalletWorld world) : IClassFixture<WalletWorld>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Empty_wallet_refuses_and_says_what_is_missing()
    {
        var workspace = world.NewWorkspace();

        var result = await world.CallAsync(wallet => wallet.PlaceHoldAsync(world.NewId(), workspace, new Credits(10), Ct));

        result.Ok(out _, out var error).ShouldBeFalse();
        error!.Code.ShouldBe("wallet.insufficient-credits");
        error.Kind.ShouldBe(ErrorKind.PaymentRequired);
        error.Arguments!["needed"].ShouldBe(10L);
        error.Arguments["available"].ShouldBe(0L);
    }

    [Fact]
    public async Task A_hold_sets_credits_aside_until_its_cost_is_known()
    {
        var workspace = await world.NewWorkspaceWithAsync(100);
        var hold = world.NewId();

        (await world.HoldAsync(workspace, hold, 60)).ShouldBeTrue();
        (await world.HoldAsync(workspace, world.NewId(), 41)).ShouldBeFalse();
        var during = await world.BalanceOfAsync(workspace);
        var captured = await world.SettleAsync(hold, 25);
        var after = await world.BalanceOfAsync(workspace);

        during.ShouldBe(new Balance(new Credits(100), new Credits(60)));
        captured.ShouldBe(25);
        after.ShouldBe(new Balance(new Credits(75), Credits.Zero));
        (await world.FindImbalancesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cost_above_the_hold_captures_the_hold_and_no_more()
    {
        var workspace = await world.NewWorkspaceWithAsync(100);
        var hold = world.NewId();
        await world.HoldAsync(workspace, hold, 60);

        (await world.SettleAsync(hold, 1_000)).ShouldBe(60);

        (await world.BalanceOfAsync(workspace)).Total.Value.ShouldBe(40);
    }

    [Fact]
    public async Task Repeats_of_a_final_hold_change_nothing()
    {
        var workspace = await world.NewWorkspaceWithAsync(100);
        var hold = world.NewId();
        await world.HoldAsync(workspace, hold, 60);
        await world.SettleAsync(hold, 25);

        (await world.SettleAsync(hold, 50)).ShouldBe(25);
        await world.ReleaseAsync(hold);
        (await world.HoldAsync(workspace, hold, 60)).ShouldBeTrue();

        (await world.BalanceOfAsync(workspace)).ShouldBe(new Balance(new Credits(75), Credits.Zero));
    }

    [Fact]
    public async Task A_released_hold_returns_in_full_and_cannot_be_settled_any_more()
    {
        var workspace = await world.NewWorkspaceWithAsync(100);
        var hold = world.NewId();
        await world.HoldAsync(workspace, hold, 60);

        await world.ReleaseAsync(hold);

        (await world.SettleAsync(hold, 50)).ShouldBe(0);
        (await world.BalanceOfAsync(workspace)).ShouldBe(new Balance(new Credits(100), Credits.Zero));
    }

    [Fact]
    public async Task A_hold_of_zero_needs_no_wallet()
    {
        var workspace = world.NewWorkspace();
        var hold = world.NewId();

        (await world.HoldAsync(workspace, hold, 0)).ShouldBeTrue();
        (await world.HoldAsync(workspace, hold, 0)).ShouldBeTrue();

        (await world.SettleAsync(hold, 0)).ShouldBe(0);
        (await world.FindImbalancesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_hold_is_an_error_to_settle_and_nothing_to_release()
    {
        await world.ReleaseAsync(world.NewId());

        await Should.ThrowAsync<InvalidOperationException>(() => world.SettleAsync(world.NewId(), 1));
    }

    [Fact]
    public async Task One_cause_never_settles_two_holds()
    {
        var workspace = await world.NewWorkspaceWithAsync(100);
        var (first, second) = (world.NewId(), world.NewId());
        await world.HoldAsync(workspace, first, 20);
        await world.HoldAsync(workspace, second, 20);
        await world.SettleAsync(first, 20);

        await Should.ThrowAsync<PostgresException>(() =>
            world.CallAsync(wallet => wallet.SettleAsync(second, new Credits(20), WalletWorld.CauseOf(first), Ct)));

        (await world.BalanceOfAsync(workspace)).ShouldBe(new Balance(new Credits(80), new Credits(20)));
    }

    [Fact]
    public async Task Rolling_back_the_callers_transaction_undoes_all()
    {
        var workspace = await world.NewWorkspaceWithAsync(100);
        var hold = world.NewId();
        await using (var scope = world.Scope())
        {
            var wallet = scope.ServiceProvider.GetRequiredService<IWallet>();
            await using var outer = await scope.ServiceProvider.GetRequiredService<AppDb>().Database.BeginTransactionAsync(Ct);
            await wallet.GrantAsync(workspace, new Credits(50), LotSource.Reward, new Cause(CauseKind.Reward, hold.ToString()), null, Ct);
            (await wallet.PlaceHoldAsync(hold, workspace, new Credits(120), Ct)).Ok(out _, out _).ShouldBeTrue();
            await wallet.SettleAsync(hold, new Credits(110), WalletWorld.CauseOf(hold), Ct);
            (await wallet.BalanceOfAsync(workspace, Ct)).Total.Value.ShouldBe(40);
            await outer.RollbackAsync(Ct);
        }

        (await world.BalanceOfAsync(workspace)).ShouldBe(new Balance(new Credits(100), Credits.Zero));
        (await world.HoldAsync(workspace, hold, 100)).ShouldBeTrue();
        (await world.FindImbalancesAsync()).ShouldBeEmpty();
    }
}
