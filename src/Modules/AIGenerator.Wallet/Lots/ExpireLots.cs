using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;

namespace AIGenerator.Wallet.Lots;

/// <summary>Books the end of lots whose time is up. Every operation does it first where something is due.</summary>
internal sealed class ExpireLots(WalletTransaction transaction, TimeProvider clock)
{
    private const string Lock = "select 1 from wallet.wallets where workspace_id = $1 for update";

    private const string ReadDue = """
        select id, remaining, expires_at from wallet.lots
        where workspace_id = $1 and expires_at <= $2 and remaining > 0
        """;

    private const string ReadHolds = "select amount, placed_at from wallet.holds where workspace_id = $1 and state = 'Placed' and amount > 0";

    // The key carries what was left, because a lot that covers a hold may expire in two steps.
    private const string Book = """
        with expiring as (
          select * from unnest($2::bigint[], $3::bigint[]) with ordinality as e (lot, amount, step)
        ), emptied as (
          update wallet.lots l set remaining = l.remaining - e.amount from expiring e where l.id = e.lot
        ), booked as (
          insert into wallet.entries (workspace_id, amount, balance_after, kind, key, created_at)
          select w.workspace_id, -e.amount, w.balance - sum(e.amount) over (order by e.step), 'Expiry', 'lot:' || l.id || ':' || l.remaining, $4
          from expiring e join wallet.lots l on l.id = e.lot join wallet.wallets w on w.workspace_id = $1 order by e.step
        )
        update wallet.wallets w
        set balance = w.balance - coalesce((select sum(amount) from expiring), 0), version = w.version + 1
        where w.workspace_id = $1
        """;

    private const string FindNext = """
        update wallet.wallets set next_expiry_at = (
          select min(expires_at) from wallet.lots where workspace_id = $1 and remaining > 0)
        where workspace_id = $1
        """;

    /// <summary>Works inside the caller's transaction. True where something expired.</summary>
    public async Task<bool> RunAsync(WorkspaceId workspace, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var due = new List<DueLot>();
        var holds = new List<OpenHold>();
        await using (var read = transaction.Batch(
            Sql.Command(Lock, Sql.Value(workspace.Value)),
            Sql.Command(ReadDue, Sql.Value(workspace.Value), Sql.Time(now)),
            Sql.Command(ReadHolds, Sql.Value(workspace.Value))))
        await using (var rows = await read.ExecuteReaderAsync(ct))
        {
            await rows.NextResultAsync(ct);
            while (await rows.ReadAsync(ct))
            {
                due.Add(new DueLot(rows.GetInt64(0), new Credits(rows.GetInt64(1)), await rows.GetFieldValueAsync<DateTimeOffset>(2, ct)));
            }

            await rows.NextResultAsync(ct);
            while (await rows.ReadAsync(ct))
            {
                holds.Add(new OpenHold(new Credits(rows.GetInt64(0)), await rows.GetFieldValueAsync<DateTimeOffset>(1, ct)));
            }
        }

        var expiries = LotPlan.ExpiriesOf(due, holds);
        await BookAsync(workspace, expiries, now, ct);
        return expiries.Count > 0;
    }

    private async Task BookAsync(WorkspaceId workspace, IReadOnlyList<LotExpiry> expiries, DateTimeOffset now, CancellationToken ct)
    {
        var next = Sql.Command(FindNext, Sql.Value(workspace.Value));
        if (expiries.Count == 0)
        {
            await using var only = transaction.Batch(next);
            await only.ExecuteNonQueryAsync(ct);
            return;
        }

        var book = Sql.Command(
            Book,
            Sql.Value(workspace.Value),
            Sql.Value(expiries.Select(e => e.Lot).ToArray()),
            Sql.Value(expiries.Select(e => e.Amount.Value).ToArray()),
            Sql.Time(now));
        await using var batch = transaction.Batch(book, next);
        await batch.ExecuteNonQueryAsync(ct);
        await transaction.AnnounceAsync(workspace, ct);
    }
}
