using AIGenerator.Generation.Assets;
using AIGenerator.Generation.Generations;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Events;
using AIGenerator.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Generation;

/// <summary>Erases the generations of a workspace that is gone. What still runs is stopped first and erased with the retry.</summary>
internal sealed class EraseGenerations(AppDb db, IGenerations generations, EraseAssets assets) : IEventConsumer<WorkspaceDeleted>
{
    public async Task ConsumeAsync(Guid eventId, WorkspaceDeleted happened, CancellationToken ct)
    {
        var running = await db.Generations.Where(g => g.WorkspaceId == happened.Workspace && g.FinishedAt == null).Select(g => g.Id).ToListAsync(ct);
        foreach (var generation in running)
        {
            await generations.StopAsync(generation, happened.Workspace, ct);
        }

        await assets.OfWorkspaceAsync(happened.Workspace, ct);
        await db.Generations.Where(g => g.WorkspaceId == happened.Workspace && g.FinishedAt != null).ExecuteDeleteAsync(ct);
        if (running.Count > 0)
        {
            throw new InvalidOperationException($"{running.Count} generations of the deleted workspace are still ending; the retry erases them.");
        }
    }
}
