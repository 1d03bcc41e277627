using AIGenerator.Kernel.Identity;

namespace AIGenerator.Wallet.Books;

/// <summary>Recomputes every sum from its rows. One statement, so one moment in time, and no locks.</summary>
internal sealed class FindImbalances(WalletTransaction transaction)
{
    private const string Compare = """
        with ledger as (
          select workspace_id, sum(amount) as total, (array_agg(balance_after order by id desc))[1] as latest from wallet.entries group by workspace_id
        ), lots as (
          select workspace_id, sum(remaining) as total from wallet.lots group by workspace_id
        ), holds as (
          select workspace_id, sum(amount) as total from wallet.holds where state = 'Placed' and amount > 0 group by workspace_id
        ), sums as (
          select coalesce(w.workspace_id, h.workspace_id) as workspace_id, coalesce(w.balance, 0) as balance, coalesce(w.held, 0) as held,
                 coalesce(e.total, 0) as ledger, coalesce(e.latest, 0) as latest, coalesce(l.total, 0) as lots, coalesce(h.total, 0) as holds
          from wallet.wallets w full join holds h using (workspace_id)
          left join ledger e using (workspace_id) left join lots l using (workspace_id)
        ), settlements as (
          select h.id, h.workspace_id, h.captured, coalesce(sum(-e.amount), 0) as booked, count(e.id) as entries
          from wallet.holds h left join wallet.entries e on e.hold_id = h.id
          group by h.id
          having coalesce(sum(-e.amount), 0) <> h.captured or count(e.id) > 1
        )
        select workspace_id, 'ledger', balance::bigint, ledger::bigint from sums where ledger <> balance
        union all select workspace_id, 'last-entry', balance, latest from sums where latest <> balance
        union all select workspace_id, 'lots', balance, lots::bigint from sums where lots <> balance
        union all select workspace_id, 'holds', held, holds::bigint from sums where holds <> held
        union all select workspace_id, 'available', 0, balance - held from sums where held > balance
        union all select workspace_id, 'settlement ' || id, captured, booked::bigint from settlements
        """;

    public async Task<IReadOnlyList<Imbalance>> RunAsync(CancellationToken ct)
    {
        var found = new List<Imbalance>();
        await transaction.RunAsync(
            async inner =>
            {
                await using var batch = transaction.Batch(Sql.Command(Compare));
                await using var rows = await batch.ExecuteReaderAsync(inner);
                while (await rows.ReadAsync(inner))
                {
                    found.Add(new Imbalance(new WorkspaceId(rows.GetGuid(0)), rows.GetString(1), rows.GetInt64(2), rows.GetInt64(3)));
                }

                return true;
            },
            ct);
        return found;
    }
}

/// <summary>Something that does not add up.</summary>
/// <param name="Workspace">Where.</param>
/// <param name="Check"><c>ledger</c>, <c>last-entry</c>, <c>lots</c>, <c>holds</c>, <c>available</c>, or <c>settlement</c> and the hold.</param>
/// <param name="Recorded">What the sums' row says.</param>
/// <param name="Recomputed">What the rows say.</param>
internal sealed record Imbalance(WorkspaceId Workspace, string Check, long Recorded, long Recomputed)
{
    public override string ToString() => $"{Workspace}: {Check}: recorded {Recorded}, recomputed {Recomputed}";
}
