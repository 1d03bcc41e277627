using AIGenerator.Kernel.Identity;
using AIGenerator.Wallet.Lots;

namespace AIGenerator.Wallet.Holds;

internal sealed class ReleaseHold(WalletTransaction transaction, ExpireLots expiry, TimeProvider clock)
{
    private const string Release = """
        with closed as (
          update wallet.holds set state = 'Released', closed_at = $2 where id = $1 and state = 'Placed' returning workspace_id, amount
        ), returned as (
          update wallet.wallets w set held = w.held - c.amount, version = w.version + 1
          from closed c where w.workspace_id = c.workspace_id and c.amount > 0
          returning w.workspace_id, coalesce(w.next_expiry_at <= $2, false) as due
        )
        select workspace_id, due from returned
        """;

    public Task RunAsync(Guid id, CancellationToken ct) => transaction.RunAsync(
        async inner =>
        {
            if (await ReleaseAsync(id, inner) is not { } returned)
            {
                return false;
            }

            await transaction.AnnounceAsync(returned.Workspace, inner);
            return returned.IsDue && await expiry.RunAsync(returned.Workspace, inner);
        },
        ct);

    private async Task<Returned?> ReleaseAsync(Guid id, CancellationToken ct)
    {
        await using var batch = transaction.Batch(
            Sql.Command(SettleHold.Lock, Sql.Value(id)),
            Sql.Command(Release, Sql.Value(id), Sql.Time(clock.GetUtcNow())));
        await using var rows = await batch.ExecuteReaderAsync(ct);
        await rows.NextResultAsync(ct);
        return await rows.ReadAsync(ct) ? new Returned(new WorkspaceId(rows.GetGuid(0)), rows.GetBoolean(1)) : null;
    }

    private sealed record Returned(WorkspaceId Workspace, bool IsDue);
}
