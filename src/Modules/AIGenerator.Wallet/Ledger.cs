using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Results;
using AIGenerator.Wallet.Books;
using AIGenerator.Wallet.Entries;
using AIGenerator.Wallet.Holds;
using AIGenerator.Wallet.Lots;

namespace AIGenerator.Wallet;

/// <summary>The front door: each action has its own file.</summary>
internal sealed class Ledger(
    ReadBalance balances,
    GrantCredits grants,
    PlaceHold place,
    SettleHold settle,
    ReleaseHold release,
    AdjustCredits adjust,
    EraseWallet erase,
    FindImbalances imbalances) : IWallet
{
    public Task<Balance> BalanceOfAsync(WorkspaceId workspace, CancellationToken ct) => balances.RunAsync(workspace, ct);

    public Task<IReadOnlyList<LotBalance>> LotsOfAsync(WorkspaceId workspace, CancellationToken ct) => balances.LotsAsync(workspace, ct);

    public Task<bool> GrantAsync(WorkspaceId workspace, Credits amount, LotSource source, Cause cause, DateTimeOffset? expiresAt, CancellationToken ct) =>
        grants.RunAsync(new GrantOrder(workspace, amount, source, cause, expiresAt), ct);

    public Task<Result<Hold>> PlaceHoldAsync(Guid holdId, WorkspaceId workspace, Credits amount, CancellationToken ct) =>
        place.RunAsync(holdId, workspace, amount, ct);

    public Task<Credits> SettleAsync(Guid holdId, Credits cost, Cause cause, CancellationToken ct) => settle.RunAsync(holdId, cost, cause, ct);

    public Task ReleaseAsync(Guid holdId, CancellationToken ct) => release.RunAsync(holdId, ct);

    public Task<Result<Balance>> AdjustAsync(Adjustment adjustment, CancellationToken ct) => adjust.RunAsync(adjustment, ct);

    public Task EraseAsync(WorkspaceId workspace, CancellationToken ct) => erase.RunAsync(workspace, ct);

    public async Task<IReadOnlyList<string>> FindImbalancesAsync(CancellationToken ct) =>
        [.. (await imbalances.RunAsync(ct)).Select(imbalance => imbalance.ToString())];
}
