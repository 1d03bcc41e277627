using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Tests.Infrastructure;
using AIGenerator.Wallet;

namespace AIGenerator.Tests.Wallet;

/// <summary>The wallet as callers see it: every call in a scope of its own, on a clock that stands still until it is moved.</summary>
public class WalletWorld(TestPostgres server) : TestServices(server)
{
    internal WorkspaceId NewWorkspace() => new(NewId());

    internal Guid NewId() => Guid.CreateVersion7(Clock.GetUtcNow());

    internal Task<T> CallAsync<T>(Func<IWallet, Task<T>> call) => InScopeAsync(call);

    internal Task CallAsync(Func<IWallet, Task> call) => InScopeAsync(call);

    internal async Task<WorkspaceId> NewWorkspaceWithAsync(long credits, DateTimeOffset? expiresAt = null)
    {
        var workspace = NewWorkspace();
        await GrantAsync(workspace, credits, expiresAt);
        return workspace;
    }

    internal Task<bool> GrantAsync(WorkspaceId workspace, long credits, DateTimeOffset? expiresAt = null, string? key = null) => CallAsync(wallet =>
        wallet.GrantAsync(workspace, new Credits(credits), LotSource.Bonus, new Cause(CauseKind.Reward, key ?? NewId().ToString()), expiresAt, Ct));

    internal Task<Balance> BalanceOfAsync(WorkspaceId workspace) => CallAsync(wallet => wallet.BalanceOfAsync(workspace, Ct));

    internal Task<bool> HoldAsync(WorkspaceId workspace, Guid id, long credits) => CallAsync(async wallet =>
        (await wallet.PlaceHoldAsync(id, workspace, new Credits(credits), Ct)).Ok(out _, out _));

    internal async Task<long> SettleAsync(Guid hold, long cost) =>
        (await CallAsync(wallet => wallet.SettleAsync(hold, new Credits(cost), CauseOf(hold), Ct))).Value;

    internal Task ReleaseAsync(Guid hold) => CallAsync(wallet => wallet.ReleaseAsync(hold, Ct));

    internal Task<IReadOnlyList<string>> FindImbalancesAsync() => CallAsync(wallet => wallet.FindImbalancesAsync(Ct));

    internal static Cause CauseOf(Guid hold) => new(CauseKind.Generation, hold.ToString());

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
