using System.Globalization;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Wallet.Entries;

/// <summary>The statement, newest first.</summary>
internal sealed class ListEntries(AppDb db)
{
    public const int PageSize = 50;

    /// <summary>The same for an address's <c>before</c>; what is no number asks for the newest.</summary>
    public Task<StatementPage> RunAsync(WorkspaceId workspace, string? before, CancellationToken ct) =>
        RunAsync(workspace, long.TryParse(before, CultureInfo.InvariantCulture, out var id) ? id : (long?)null, ct);

    /// <summary>Entries older than <paramref name="before"/>, or the newest.</summary>
    public async Task<StatementPage> RunAsync(WorkspaceId workspace, long? before, CancellationToken ct)
    {
        var below = before ?? long.MaxValue;
        var holds = db.Holds;
        var lines = await db.Entries.AsNoTracking()
            .Where(entry => entry.WorkspaceId == workspace && entry.Id < below)
            .OrderByDescending(entry => entry.Id)
            .Take(PageSize + 1)
            .Select(entry => new StatementLine(
                entry.Id,
                entry.CreatedAt,
                entry.Kind,
                entry.Note,
                entry.Amount,
                entry.BalanceAfter,
                holds.Where(hold => hold.Id == entry.HoldId).Select(hold => (Credits?)hold.Amount).FirstOrDefault()))
            .ToListAsync(ct);
        return new StatementPage(lines.Take(PageSize).ToList(), lines.Count > PageSize ? lines[PageSize - 1].Id : null);
    }
}

/// <summary>A page of the statement; <paramref name="Next"/> asks for the following one.</summary>
internal sealed record StatementPage(IReadOnlyList<StatementLine> Lines, long? Next);

/// <summary>A line of the statement.</summary>
/// <param name="Id">Grows with each booking.</param>
/// <param name="At">When it was booked.</param>
/// <param name="Kind">What for.</param>
/// <param name="Note">The model, the plan, or the administrator's reason.</param>
/// <param name="Amount">Negative where it was spent.</param>
/// <param name="BalanceAfter">The total afterwards.</param>
/// <param name="Held">What had been set aside for it, where it settles a hold.</param>
public sealed record StatementLine(long Id, DateTimeOffset At, CauseKind Kind, string? Note, Credits Amount, Credits BalanceAfter, Credits? Held);
