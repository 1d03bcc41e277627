using AIGenerator.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Wallet.Holds;

/// <summary>Holds that are open longer than work usually takes, and what their owners say about them.</summary>
internal sealed class OverdueHolds(AppDb db, IEnumerable<IHoldOwner> owners, TimeProvider clock)
{
    /// <summary>No work of ours takes that long, and waiting harms nobody: nothing is charged meanwhile.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>The next page by id.</summary>
    public async Task<IReadOnlyList<OverdueHold>> ListAsync(Guid? after, int count, CancellationToken ct)
    {
        var before = clock.GetUtcNow() - Patience;
        var above = after ?? Guid.Empty;
        var holds = await db.Holds.AsNoTracking()
            .Where(hold => hold.State == HoldState.Placed && hold.PlacedAt < before && hold.Id > above)
            .OrderBy(hold => hold.Id)
            .Take(count)
            .ToListAsync(ct);
        if (holds.Count == 0)
        {
            return [];
        }

        var ids = holds.ConvertAll(hold => hold.Id);
        var known = new Dictionary<Guid, HeldWork>();
        foreach (var owner in owners)
        {
            foreach (var work in await owner.WorkOfAsync(ids, ct))
            {
                known[work.Hold] = work;
            }
        }

        return holds.ConvertAll(hold => new OverdueHold(hold, known.GetValueOrDefault(hold.Id)));
    }
}

/// <summary>An overdue hold; <paramref name="Work"/> is null where nobody knows it.</summary>
internal sealed record OverdueHold(HoldRow Hold, HeldWork? Work);
