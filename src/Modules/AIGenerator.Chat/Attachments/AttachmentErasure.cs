using AIGenerator.Chat.Chats;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Queue;
using AIGenerator.Media.Files;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Attachments;

/// <summary>Erases files that nobody will see again: unsent ones after a day, and those whose message is gone.</summary>
internal sealed class AttachmentErasure(AppDb db, IFileStore files, TimeProvider clock)
{
    private const int AtOnce = 200;

    public async Task SweepAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        while (true)
        {
            var gone = await db.Attachments.AsNoTracking().Where(a => a.MessageId == null && (a.ExpiresAt == null || a.ExpiresAt < now))
                .OrderBy(a => a.Id).Take(AtOnce).ToListAsync(ct);
            foreach (var row in gone)
            {
                await EraseAsync(row, ct);
            }

            if (gone.Count < AtOnce)
            {
                return;
            }
        }
    }

    /// <summary>
    /// Erases one that is in no message. The row's lock keeps a message that is being sent from taking it; where the file cannot be erased, the row
    /// stays for the next sweep.
    /// </summary>
    public async Task EraseAsync(AttachmentRow row, CancellationToken ct)
    {
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        if (await db.Attachments.Where(a => a.Id == row.Id && a.MessageId == null).ExecuteDeleteAsync(ct) == 0)
        {
            return;
        }

        if (!await db.Attachments.AnyAsync(a => a.FileKey == row.FileKey && a.Id != row.Id, ct))
        {
            await files.DeleteAsync(row.FileKey, ct);
        }

        if (transaction is not null)
        {
            await transaction.CommitAsync(ct);
        }
    }
}

/// <summary>Looks for files that nobody will see again.</summary>
internal sealed record AttachmentSweep : IJob
{
    public static string JobName => "chat.attachment-sweep";
}

internal sealed class AttachmentSweepHandler(AttachmentErasure erasure) : IJobHandler<AttachmentSweep>
{
    public Task HandleAsync(AttachmentSweep job, JobRun run, CancellationToken ct) => erasure.SweepAsync(ct);
}
