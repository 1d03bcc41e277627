using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;

namespace AIGenerator.Wallet.Lots;

internal sealed class GrantCredits(WalletTransaction transaction, ExpireLots expiry, TimeProvider clock)
{
    private const string Open = """
        insert into wallet.wallets (workspace_id, balance, held, version) values ($1, 0, 0, 0) on conflict (workspace_id) do nothing
        """;

    private const string Lock = "select coalesce(next_expiry_at <= $2, false) from wallet.wallets where workspace_id = $1 for update";

    // The unique cause decides: a repeat inserts no entry, and without the entry nothing else happens.
    private const string Grant = """
        with booked as (
          insert into wallet.entries (workspace_id, amount, balance_after, kind, key, note, made_by, created_at)
          select workspace_id, $2, balance + $2, $3, $4, $5, $6, $7 from wallet.wallets where workspace_id = $1
          on conflict (kind, key) do nothing
          returning workspace_id
        ), added as (
          insert into wallet.lots (workspace_id, source, amount, remaining, expires_at, created_at)
          select workspace_id, $8, $2, $2, $9, $7 from booked
        )
        update wallet.wallets w
        set balance = w.balance + $2, version = w.version + 1, next_expiry_at = least(w.next_expiry_at, $9)
        from booked b where w.workspace_id = b.workspace_id
        """;

    public Task<bool> RunAsync(GrantOrder order, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(order.Amount.Value, nameof(order));
        return transaction.RunAsync(
            async inner =>
            {
                if (await IsDueAsync(order.Workspace, inner))
                {
                    await expiry.RunAsync(order.Workspace, inner);
                }

                if (!await BookAsync(order, inner))
                {
                    return false;
                }

                await transaction.AnnounceAsync(order.Workspace, inner);
                return true;
            },
            ct);
    }

    private async Task<bool> IsDueAsync(WorkspaceId workspace, CancellationToken ct)
    {
        await using var batch = transaction.Batch(
            Sql.Command(Open, Sql.Value(workspace.Value)),
            Sql.Command(Lock, Sql.Value(workspace.Value), Sql.Time(clock.GetUtcNow())));
        return await batch.ExecuteScalarAsync(ct) is true;
    }

    private async Task<bool> BookAsync(GrantOrder order, CancellationToken ct)
    {
        await using var batch = transaction.Batch(Sql.Command(
            Grant,
            Sql.Value(order.Workspace.Value),
            Sql.Value(order.Amount.Value),
            Sql.Text(order.Cause.Kind.ToString()),
            Sql.Text(order.Cause.Key),
            Sql.Text(order.Cause.Note),
            Sql.Id(order.By?.Value),
            Sql.Time(clock.GetUtcNow()),
            Sql.Text(order.Source.ToString()),
            Sql.Time(order.ExpiresAt)));
        return await batch.ExecuteNonQueryAsync(ct) > 0;
    }
}

internal sealed record GrantOrder(WorkspaceId Workspace, Credits Amount, LotSource Source, Cause Cause, DateTimeOffset? ExpiresAt, UserId? By = null);
