using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Results;
using AIGenerator.Wallet.Lots;

namespace AIGenerator.Wallet.Entries;

internal sealed class AdjustCredits(WalletTransaction transaction, GrantCredits grants, ExpireLots expiry, ReadBalance balances, TimeProvider clock)
{
    private const string Lock = "select 1 from wallet.wallets where workspace_id = $1 for update";

    private const string Take = """
        with purse as (
          select workspace_id, balance, balance - held as available from wallet.wallets where workspace_id = $1
        ), booked as (
          insert into wallet.entries (workspace_id, amount, balance_after, kind, key, note, made_by, created_at)
          select workspace_id, -$2, balance - $2, 'Adjustment', $3, $4, $5, $6 from purse where available >= $2
          on conflict (kind, key) do nothing
          returning workspace_id
        ), spending as (
          select l.id, least(l.remaining, $2 - l.before) as amount
          from booked b cross join lateral (
            select id, remaining, sum(remaining) over (order by expires_at, id) - remaining as before
            from wallet.lots where workspace_id = b.workspace_id and remaining > 0) l
          where l.before < $2
        ), spent as (
          update wallet.lots l set remaining = l.remaining - s.amount from spending s where l.id = s.id
        ), charged as (
          update wallet.wallets w set balance = w.balance - $2, version = w.version + 1 from booked b where w.workspace_id = b.workspace_id
        )
        select exists (select from booked),
               exists (select from wallet.entries where kind = 'Adjustment' and key = $3),
               coalesce((select available from purse), 0)
        """;

    private const string IsSame = """
        select exists (select from wallet.entries where kind = 'Adjustment' and key = $1 and workspace_id = $2 and amount = $3)
        """;

    public Task<Result<Balance>> RunAsync(Adjustment adjustment, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(adjustment.Reason, nameof(adjustment));
        if (adjustment.Amount == Credits.Zero)
        {
            throw new ArgumentException("An adjustment of nothing is none.", nameof(adjustment));
        }

        return transaction.RunAsync(
            async inner =>
            {
                if (await BookAsync(adjustment, inner) is { } refusal)
                {
                    return (Result<Balance>)refusal;
                }

                return await balances.RunAsync(adjustment.Workspace, inner);
            },
            ct);
    }

    private async Task<Error?> BookAsync(Adjustment adjustment, CancellationToken ct)
    {
        if (adjustment.Amount < Credits.Zero)
        {
            await expiry.RunAsync(adjustment.Workspace, ct);
            return await TakeAsync(adjustment, ct);
        }

        var cause = new Cause(CauseKind.Adjustment, adjustment.Key, adjustment.Reason);
        var isBooked = await grants.RunAsync(new GrantOrder(adjustment.Workspace, adjustment.Amount, LotSource.Bonus, cause, null, adjustment.By), ct);
        return isBooked ? null : await OfRepeatAsync(adjustment, ct);
    }

    private async Task<Error?> TakeAsync(Adjustment adjustment, CancellationToken ct)
    {
        var amount = -adjustment.Amount;
        var (isBooked, isRepeat, available) = await TakeOnceAsync(adjustment, amount, ct);
        if (isBooked)
        {
            await transaction.AnnounceAsync(adjustment.Workspace, ct);
        }

        return isBooked ? null : isRepeat ? await OfRepeatAsync(adjustment, ct) : WalletErrors.Insufficient(amount, available);
    }

    // The key stands for one amount of one wallet; nobody is told that another one was booked.
    private async Task<Error?> OfRepeatAsync(Adjustment adjustment, CancellationToken ct)
    {
        await using var batch = transaction.Batch(
            Sql.Command(IsSame, Sql.Text(adjustment.Key), Sql.Value(adjustment.Workspace.Value), Sql.Value(adjustment.Amount.Value)));
        return await batch.ExecuteScalarAsync(ct) is true ? null : WalletErrors.AdjustmentKeyTaken;
    }

    private async Task<(bool IsBooked, bool IsRepeat, Credits Available)> TakeOnceAsync(Adjustment adjustment, Credits amount, CancellationToken ct)
    {
        await using var batch = transaction.Batch(
            Sql.Command(Lock, Sql.Value(adjustment.Workspace.Value)),
            Sql.Command(
                Take,
                Sql.Value(adjustment.Workspace.Value),
                Sql.Value(amount.Value),
                Sql.Text(adjustment.Key),
                Sql.Text(adjustment.Reason),
                Sql.Id(adjustment.By?.Value),
                Sql.Time(clock.GetUtcNow())));
        await using var rows = await batch.ExecuteReaderAsync(ct);
        await rows.NextResultAsync(ct);
        await rows.ReadAsync(ct);
        return (rows.GetBoolean(0), rows.GetBoolean(1), new Credits(rows.GetInt64(2)));
    }
}
