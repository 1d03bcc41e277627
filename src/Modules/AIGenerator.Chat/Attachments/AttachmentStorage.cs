using AIGenerator.Billing;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Attachments;

/// <summary>What the files of chats take. A file that several messages share counts once.</summary>
internal sealed class AttachmentUse(AppDb db) : IStorageUse
{
    public Task<long> BytesAsync(WorkspaceId workspace, CancellationToken ct) => db.Database.SqlQuery<long>(
        $"""
        select coalesce(sum(size_bytes), 0)::bigint as "Value"
        from (select distinct on (file_key) size_bytes from chat.attachments where workspace_id = {workspace.Value} order by file_key) files
        """).SingleAsync(ct);
}

/// <summary>Whether there is room for files that people attach.</summary>
internal sealed class AttachmentStorage(IStorage storage)
{
    /// <summary>Null where so many more bytes find room; with none asked for, where there is any.</summary>
    public async Task<Error?> RefusalAsync(WorkspaceId workspace, bool isVisitor, long more, CancellationToken ct)
    {
        var room = await storage.OfAsync(workspace, ct);
        room = isVisitor ? room with { Limit = AttachmentLimits.VisitorStorage } : room;
        return room.Has(more) ? null : AttachmentErrors.StorageFull(room.Used, room.Limit, isVisitor);
    }
}
