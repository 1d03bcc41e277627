using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Events;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Queue;

namespace AIGenerator.Workspaces;

/// <summary>
/// Erases once more what belongs to a deleted workspace: a request that was let in before the deletion may have written after it. None lasts as long
/// as an hour.
/// </summary>
internal sealed record EraseAgain(WorkspaceId Workspace) : IJob
{
    public static readonly TimeSpan After = TimeSpan.FromHours(1);

    public static string JobName => "workspaces.erase-again";
}

internal sealed class EraseAgainHandler(AppDb db, IEvents events, TimeProvider clock) : IJobHandler<EraseAgain>
{
    public async Task HandleAsync(EraseAgain job, JobRun run, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await events.RaiseAsync(new WorkspaceDeleted(job.Workspace, clock.GetUtcNow()), ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
