using AIGenerator.Billing;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;

namespace AIGenerator.Studio.Images;

/// <summary>Whether a workspace has room for what is brought.</summary>
internal sealed class UploadRoom(IWorkspaceStorage storage)
{
    /// <summary>Null where there is any at all: who has none need not send twenty megabytes to learn it.</summary>
    public Task<Error?> FullAsync(WorkspaceId workspace, CancellationToken ct) => FullAsync(workspace, more: 0, ct);

    /// <summary>Null where so many bytes find room, and nobody else takes it before the caller's transaction ends.</summary>
    public async Task<Error?> FullInTurnAsync(WorkspaceId workspace, long more, CancellationToken ct)
    {
        await storage.LockAsync(workspace, ct);
        return await FullAsync(workspace, more, ct);
    }

    private async Task<Error?> FullAsync(WorkspaceId workspace, long more, CancellationToken ct)
    {
        var use = await storage.UseAsync(workspace, ct);
        return use.HasRoomFor(more) ? null : StudioErrors.StorageFull(use);
    }
}
