using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Wallet.Lots;

namespace AIGenerator.Wallet.Holds;

internal sealed class SettleHold(WalletTransaction transaction, ExpireLots expiry, TimeProvider clock)
{
    // A hold of zero (a free model) has no wallet to lock; its own row's lock is enough.
    internal const string Lock = """
        select 1 from wallet.wallets
        where workspace_id = (select workspace_id from wallet.holds where id = $1 and amount > 0) for update
        """;

    // Closes the hold, takes the cost from the lots that expire first, books it once and returns the rest, all under the lock taken before.
    private const string Settle = """
        with hold as (
          select h.id, h.workspace_id, h.amount, h.captured, h.state, least(h.amount, $2) as cost, w.balance,
                 h.state = 'Placed' and h.amount > 0 and coalesce(w.next_expiry_at <= $3, false) and not $4 as due
          from wallet.holds h left join wallet.wallets w on w.workspace_id = h.workspace_id
          where h.id = $1
        ), closing as (
          select * from hold where state = 'Placed' and not due
        ), closed as (
          update wallet.holds h set state = 'Settled', captured = c.cost, closed_at = $3 from closing c
          where h.id = c.id and h.state = 'Placed'
        ), spending as (
          select l.id, least(l.remaining, c.cost - l.before) as amount
          from closing c cross join lateral (
            select id, remaining, sum(remaining) over (order by expires_at, id) - remaining as before
            from wallet.lots where workspace_id = c.workspace_id and remaining > 0) l
          where l.before < c.cost
        ), spent as (
          update wallet.lots l set remaining = l.remaining - s.amount from spending s where l.id = s.id
        ), booked as (
          insert into wallet.entries (workspace_id, amount, balance_after, kind, key, note, hold_id, created_at)
          select workspace_id, -cost, balance - cost, $5, $6, $7, id, $3 from closing where cost > 0
        ), charged as (
          update wallet.wallets w set balance = w.balance - c.cost, held = w.held - c.amount, version = w.version + 1
          from closing c where w.workspace_id = c.workspace_id and c.amount > 0
        )
        select workspace_id, amount, case when state = 'Placed' then cost else captured end, due, exists (select from closing),
               coalesce((select sum(amount) from spending), 0)::bigint
        from hold
        """;

    public Task<Credits> RunAsync(Guid id, Credits cost, Cause cause, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cost.Value, nameof(cost));
        return transaction.RunAsync(
            async inner =>
            {
                var outcome = await SettleAsync(id, cost, cause, isExpired: false, inner);
                var wasDue = outcome.IsDue;
                if (wasDue)
                {
                    await expiry.RunAsync(outcome.Workspace, inner);
                    outcome = await SettleAsync(id, cost, cause, isExpired: true, inner);
                }

                if (outcome.IsClosed && outcome.Held > Credits.Zero)
                {
                    await FinishAsync(id, outcome, wasDue, inner);
                }

                return outcome.Captured;
            },
            ct);
    }

    private async Task FinishAsync(Guid id, Outcome outcome, bool wasDue, CancellationToken ct)
    {
        // Cannot happen while the invariants hold; if it ever does, the transaction must not commit.
        if (outcome.Spent != outcome.Captured)
        {
            throw new InvalidOperationException($"The lots of workspace {outcome.Workspace} do not cover hold {id}: {outcome.Spent} of {outcome.Captured}.");
        }

        await transaction.AnnounceAsync(outcome.Workspace, ct);
        if (wasDue)
        {
            // What this hold kept alive beyond its time and did not use.
            await expiry.RunAsync(outcome.Workspace, ct);
        }
    }

    private async Task<Outcome> SettleAsync(Guid id, Credits cost, Cause cause, bool isExpired, CancellationToken ct)
    {
        await using var batch = transaction.Batch(
            Sql.Command(Lock, Sql.Value(id)),
            Sql.Command(
                Settle,
                Sql.Value(id),
                Sql.Value(cost.Value),
                Sql.Time(clock.GetUtcNow()),
                Sql.Value(isExpired),
                Sql.Text(cause.Kind.ToString()),
                Sql.Text(cause.Key),
                Sql.Text(cause.Note)));
        await using var rows = await batch.ExecuteReaderAsync(ct);
        await rows.NextResultAsync(ct);
        if (!await rows.ReadAsync(ct))
        {
            throw new InvalidOperationException($"There is no hold {id} to settle.");
        }

        return new Outcome(
            new WorkspaceId(rows.GetGuid(0)),
            new Credits(rows.GetInt64(1)),
            new Credits(rows.GetInt64(2)),
            rows.GetBoolean(3),
            rows.GetBoolean(4),
            new Credits(rows.GetInt64(5)));
    }

    private sealed record Outcome(WorkspaceId Workspace, Credits Held, Credits Captured, bool IsDue, bool IsClosed, Credits Spent);
}
