using AIGenerator.Chat.Attachments;
using AIGenerator.Chat.Import;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Queue;
using AIGenerator.Kernel.Events;
using AIGenerator.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Chats;

/// <summary>Erases a chat that stayed deleted for ten minutes.</summary>
internal sealed record EraseChat(Guid ChatId) : IJob
{
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    public static string JobName => "chat.erase";
}

internal sealed class EraseChatHandler(AppDb db, AttachmentErasure attachments, TimeProvider clock) : IJobHandler<EraseChat>
{
    public async Task HandleAsync(EraseChat job, JobRun run, CancellationToken ct)
    {
        // Restored and deleted again: the later job erases it.
        var before = clock.GetUtcNow() - EraseChat.Grace + TimeSpan.FromSeconds(5);
        await db.Chats.Where(c => c.Id == job.ChatId && c.DeletedAt <= before).ExecuteDeleteAsync(ct);
        await attachments.SweepAsync(ct);
    }
}

/// <summary>Erases the chats, files, folders and imports of a workspace that is gone.</summary>
internal sealed class EraseWorkspaceChats(AppDb db, IQueue queue) : IEventConsumer<WorkspaceDeleted>
{
    public async Task ConsumeAsync(Guid eventId, WorkspaceDeleted happened, CancellationToken ct)
    {
        await db.Imports.Where(i => i.WorkspaceId == happened.Workspace).ExecuteDeleteAsync(ct);
        await db.Chats.Where(c => c.WorkspaceId == happened.Workspace).ExecuteDeleteAsync(ct);
        await db.Folders.Where(f => f.WorkspaceId == happened.Workspace).ExecuteDeleteAsync(ct);

        // Files cannot be brought back when this transaction fails, so a job erases them after it.
        await db.Attachments.Where(a => a.WorkspaceId == happened.Workspace).ExecuteUpdateAsync(row => row.SetProperty(a => a.ExpiresAt, (DateTimeOffset?)null), ct);
        queue.Enqueue(new AttachmentSweep());
        await db.SaveChangesAsync(ct);
    }
}
