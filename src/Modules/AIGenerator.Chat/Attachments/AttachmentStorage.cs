using AIGenerator.Billing;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;

namespace AIGenerator.Chat.Attachments;

/// <summary>Whether there is room for files that people attach.</summary>
internal sealed class AttachmentStorage(IStorage storage)
{
    public Task LockAsync(WorkspaceId workspace, CancellationToken ct) => storage.LockAsync(workspace, ct);

    /// <summary>Null where so many more bytes find room; with none asked for, where there is any.</summary>
    public async Task<Error?> RefusalAsync(WorkspaceId workspace, bool isVisitor, long more, CancellationToken ct)
    {
        var room = await storage.OfAsync(workspace, ct);
        room = isVisitor ? room with { Limit = AttachmentLimits.VisitorStorage } : room;
        return room.Has(more) ? null : AttachmentErrors.StorageFull(room.Used, room.Limit, isVisitor);
    }
}
