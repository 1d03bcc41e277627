using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Chats;

/// <summary>One change of a chat's tree at a time: whoever comes second sees what the first one left.</summary>
internal static class ChatLock
{
    /// <summary>The chat's row, locked until the transaction ends; null where the workspace has no such chat.</summary>
    public static async Task<ChatRow?> TakeAsync(AppDb db, Guid chat, WorkspaceId workspace, CancellationToken ct) => await db.Chats
        .FromSql($"select * from chat.chats where id = {chat} and workspace_id = {workspace.Value} and deleted_at is null for update")
        .FirstOrDefaultAsync(ct);
}
