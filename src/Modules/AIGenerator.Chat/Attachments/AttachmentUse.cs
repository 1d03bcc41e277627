using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
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
