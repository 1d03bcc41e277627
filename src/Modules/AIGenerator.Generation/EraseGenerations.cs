using AIGenerator.Generation.Assets;
using AIGenerator.Generation.Generations;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Events;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Queue;
using AIGenerator.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Generation;

/// <summary>Another look at a workspace that is gone and whose generations were still ending.</summary>
internal sealed record EraseWorkspaceGenerations(WorkspaceId Workspace) : IJob
{
    public static string JobName => "generation.erase-workspace";
}

/// <summary>Erases the generations of a workspace that is gone. What still runs is stopped first and erased at a later look.</summary>
internal sealed class EraseGenerations(AppDb db, IQueue queue, ITextGenerations texts, IImageGenerations images, EraseAssets assets, TimeProvider clock)
    : IEventConsumer<WorkspaceDeleted>, IJobHandler<EraseWorkspaceGenerations>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public Task ConsumeAsync(Guid eventId, WorkspaceDeleted happened, CancellationToken ct) => EraseAsync(happened.Workspace, ct);

    public Task HandleAsync(EraseWorkspaceGenerations job, JobRun run, CancellationToken ct) => EraseAsync(job.Workspace, ct);

    private async Task EraseAsync(WorkspaceId workspace, CancellationToken ct)
    {
        var running = await db.Generations.Where(g => g.WorkspaceId == workspace && g.FinishedAt == null).Select(g => g.Id).ToListAsync(ct);
        foreach (var generation in running)
        {
            if (!await images.CancelAsync(generation, workspace, ct))
            {
                await texts.StopAsync(generation, workspace, ct);
            }
        }

        await assets.OfWorkspaceAsync(workspace, ct);
        await db.Generations.Where(g => g.WorkspaceId == workspace && g.FinishedAt != null).ExecuteDeleteAsync(ct);
        if (running.Count > 0)
        {
            queue.Enqueue(new EraseWorkspaceGenerations(workspace), clock.GetUtcNow() + Pause);
            await db.SaveChangesAsync(ct);
        }
    }
}
