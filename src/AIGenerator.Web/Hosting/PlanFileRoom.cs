using AIGenerator.Billing;
using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;

namespace AIGenerator.Web.Hosting;

/// <summary>Joins two modules that stand side by side: generations keep files, plans say how many.</summary>
internal sealed class PlanFileRoom(IStorage storage) : IFileRoom
{
    public Task<Error?> RefusalAsync(WorkspaceId workspace, CancellationToken ct) => RefusalAsync(workspace, more: 0, ct);

    public async Task<Error?> RefusalInTurnAsync(WorkspaceId workspace, long more, CancellationToken ct)
    {
        await storage.LockAsync(workspace, ct);
        return await RefusalAsync(workspace, more, ct);
    }

    private async Task<Error?> RefusalAsync(WorkspaceId workspace, long more, CancellationToken ct)
    {
        var room = await storage.OfAsync(workspace, ct);
        return room.Has(more) ? null : new Error(
            "generations.storage-full", "The files of the workspace take all the room that it has.", ErrorKind.Conflict,
            Arguments: new Dictionary<string, object?> { ["limit"] = Math.Round(room.Limit / (double)StorageRoom.Gigabyte, 2) });
    }
}
