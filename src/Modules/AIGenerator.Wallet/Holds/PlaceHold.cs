using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Results;
using AIGenerator.Wallet.Lots;

namespace AIGenerator.Wallet.Holds;

internal sealed class PlaceHold(WalletTransaction transaction, ExpireLots expiry, TimeProvider clock)
{
    private const string PlaceNothing = """
        insert into wallet.holds (id, workspace_id, amount, captured, state, placed_at) values ($1, $2, 0, 0, 'Placed', $3)
        on conflict (id) do nothing
        """;

    private const string Find = "select workspace_id, amount from wallet.holds where id = $1";

    private const string Lock = "select 1 from wallet.wallets where workspace_id = $1 for update";

    // Refuses to act while something is due ($5 says that it has been dealt with), and reports all that the caller needs to know.
    private const string Place = """
        with found as (
          select workspace_id, amount from wallet.holds where id = $1
        ), purse as (
          select balance - held as available, coalesce(next_expiry_at <= $4, false) and not $5 as due
          from wallet.wallets where workspace_id = $2
        ), debited as (
          update wallet.wallets w set held = w.held + $3, version = w.version + 1 from purse p
          where w.workspace_id = $2 and p.available >= $3 and not p.due and not exists (select from found)
          returning 1
        ), placed as (
          insert into wallet.holds (id, workspace_id, amount, captured, state, placed_at) select $1, $2, $3, 0, 'Placed', $4 from debited
        )
        select f.workspace_id, f.amount, coalesce(p.available, 0), coalesce(p.due, false), exists (select from debited)
        from (select 1) one left join found f on true left join purse p on true
        """;

    public Task<Result<Hold>> RunAsync(Guid id, WorkspaceId workspace, Credits amount, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount.Value, nameof(amount));
        return transaction.RunAsync(
            async inner =>
            {
                if (amount == Credits.Zero)
                {
                    return await PlaceNothingAsync(id, workspace, inner);
                }

                var outcome = await PlaceAsync(id, workspace, amount, isExpired: false, inner);
                if (outcome.IsDue && outcome.Found is null)
                {
                    await expiry.RunAsync(workspace, inner);
                    outcome = await PlaceAsync(id, workspace, amount, isExpired: true, inner);
                }

                return await AnswerAsync(id, workspace, amount, outcome, inner);
            },
            ct);
    }

    private async Task<Result<Hold>> AnswerAsync(Guid id, WorkspaceId workspace, Credits amount, Outcome outcome, CancellationToken ct)
    {
        if (outcome.Found is { } found)
        {
            return Owned(found, workspace);
        }

        if (!outcome.IsPlaced)
        {
            return WalletErrors.Insufficient(amount, outcome.Available);
        }

        await transaction.AnnounceAsync(workspace, ct);
        return new Hold(id, workspace, amount);
    }

    private async Task<Outcome> PlaceAsync(Guid id, WorkspaceId workspace, Credits amount, bool isExpired, CancellationToken ct)
    {
        await using var batch = transaction.Batch(
            Sql.Command(Lock, Sql.Value(workspace.Value)),
            Sql.Command(Place, Sql.Value(id), Sql.Value(workspace.Value), Sql.Value(amount.Value), Sql.Time(clock.GetUtcNow()), Sql.Value(isExpired)));
        await using var rows = await batch.ExecuteReaderAsync(ct);
        await rows.NextResultAsync(ct);
        await rows.ReadAsync(ct);
        var found = await rows.IsDBNullAsync(0, ct) ? null : new Hold(id, new WorkspaceId(rows.GetGuid(0)), new Credits(rows.GetInt64(1)));
        return new Outcome(found, new Credits(rows.GetInt64(2)), rows.GetBoolean(3), rows.GetBoolean(4));
    }

    private async Task<Result<Hold>> PlaceNothingAsync(Guid id, WorkspaceId workspace, CancellationToken ct)
    {
        await using var batch = transaction.Batch(
            Sql.Command(PlaceNothing, Sql.Value(id), Sql.Value(workspace.Value), Sql.Time(clock.GetUtcNow())),
            Sql.Command(Find, Sql.Value(id)));
        await using var rows = await batch.ExecuteReaderAsync(ct);
        await rows.ReadAsync(ct);
        return Owned(new Hold(id, new WorkspaceId(rows.GetGuid(0)), new Credits(rows.GetInt64(1))), workspace);
    }

    private static Hold Owned(Hold found, WorkspaceId workspace) => found.Workspace == workspace
        ? found
        : throw new InvalidOperationException($"Hold {found.Id} belongs to another workspace.");

    private sealed record Outcome(Hold? Found, Credits Available, bool IsDue, bool IsPlaced);
}
