using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Events;
using AIGenerator.Kernel.Queue;
using AIGenerator.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Studio.Collections;

/// <summary>Removes collections that were deleted a day ago.</summary>
internal sealed record EraseDeletedCollections : IJob
{
    public static string JobName => "studio.erase-collections";
}

internal sealed class EraseCollections(AppDb db, TimeProvider clock) : IJobHandler<EraseDeletedCollections>, IEventConsumer<WorkspaceDeleted>, IEventConsumer<AssetsErased>
{
    private static readonly TimeSpan Stay = TimeSpan.FromDays(1);

    public Task HandleAsync(EraseDeletedCollections job, JobRun run, CancellationToken ct)
    {
        var before = clock.GetUtcNow() - Stay;
        return db.Collections.Where(c => c.DeletedAt < before).ExecuteDeleteAsync(ct);
    }

    public Task ConsumeAsync(Guid eventId, WorkspaceDeleted happened, CancellationToken ct) =>
        db.Collections.Where(c => c.WorkspaceId == happened.Workspace).ExecuteDeleteAsync(ct);

    public Task ConsumeAsync(Guid eventId, AssetsErased happened, CancellationToken ct)
    {
        var ids = happened.Assets;
        return db.CollectedAssets.Where(a => ids.Contains(a.AssetId)).ExecuteDeleteAsync(ct);
    }
}
