using AIGenerator.Generation.Generations;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Money;
using AIGenerator.Wallet;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Generation;

/// <summary>Tells the wallet what became of the generations behind overdue holds: a generation's hold has the generation's id.</summary>
internal sealed class GenerationHolds(AppDb db) : IHoldOwner
{
    public async Task<IReadOnlyList<HeldWork>> WorkOfAsync(IReadOnlyList<Guid> holds, CancellationToken ct)
    {
        var rows = await db.Generations.AsNoTracking().Where(g => holds.Contains(g.Id)).Select(g => new { g.Id, g.State, g.CostCredits }).ToListAsync(ct);
        return [.. rows.Select(row => new HeldWork(row.Id, EndOf(row.Id, row.State, row.CostCredits)))];
    }

    private static HeldWorkEnd? EndOf(Guid id, GenerationState state, Credits cost) => state switch
    {
        GenerationState.Queued or GenerationState.Running => null,
        GenerationState.Succeeded => new HeldWorkEnd(cost, new Cause(CauseKind.Generation, id.ToString())),
        GenerationState.Failed or GenerationState.Canceled => new HeldWorkEnd(Credits.Zero, new Cause(CauseKind.Generation, id.ToString())),
    };
}
