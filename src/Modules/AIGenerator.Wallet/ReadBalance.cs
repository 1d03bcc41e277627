using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Wallet.Lots;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Wallet;

/// <summary>Reads without a lock, unless a lot's time is up: then that is booked first, so that nobody is shown credits that are gone.</summary>
internal sealed class ReadBalance(AppDb db, FindWallet wallets, WalletTransaction transaction, ExpireLots expiry, TimeProvider clock)
{
    public async Task<Balance> RunAsync(WorkspaceId workspace, CancellationToken ct) => (await RowAsync(workspace, ct)).ToBalance();

    /// <summary>Also its version; null for a workspace that never had credits.</summary>
    public async Task<WalletRow?> RowAsync(WorkspaceId workspace, CancellationToken ct)
    {
        var row = await ReadAsync(workspace, ct);
        if (row?.NextExpiryAt <= clock.GetUtcNow() && await transaction.RunAsync(inner => expiry.RunAsync(workspace, inner), ct))
        {
            row = await ReadAsync(workspace, ct);
        }

        return row;
    }

    public async Task<IReadOnlyList<LotBalance>> LotsAsync(WorkspaceId workspace, CancellationToken ct)
    {
        await RowAsync(workspace, ct);
        return await db.Lots.AsNoTracking()
            .Where(lot => lot.WorkspaceId == workspace && lot.Remaining > Credits.Zero)
            .OrderBy(lot => lot.ExpiresAt).ThenBy(lot => lot.Id)
            .Select(lot => new LotBalance(lot.Source, lot.Remaining, lot.ExpiresAt))
            .ToListAsync(ct);
    }

    private Task<WalletRow?> ReadAsync(WorkspaceId workspace, CancellationToken ct) =>
        wallets.RunAsync(db, workspace, ct);
}

internal static class WalletRowBalance
{
    public static Balance ToBalance(this WalletRow? row) => row is null ? new Balance(Credits.Zero, Credits.Zero) : new Balance(row.Balance, row.Held);
}
