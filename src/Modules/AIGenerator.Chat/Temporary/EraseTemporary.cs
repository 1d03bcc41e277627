using AIGenerator.Chat.Attachments;
using AIGenerator.Chat.Chats;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Queue;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Temporary;

/// <summary>Erases temporary chats whose day is over.</summary>
internal sealed record EraseTemporary : IJob
{
    public static string JobName => "chat.erase-temporary";
}

internal sealed class EraseTemporaryHandler(AppDb db, AttachmentErasure attachments, TimeProvider clock) : IJobHandler<EraseTemporary>
{
    private const int AtOnce = 200;

    public async Task HandleAsync(EraseTemporary job, JobRun run, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var erased = 0;
        while (true)
        {
            // A reply that is being written moves the end when it ends.
            var over = await db.Chats.Where(c => c.ExpiresAt < now && c.RunningReplies == 0).OrderBy(c => c.ExpiresAt).Select(c => c.Id).Take(AtOnce).ToListAsync(ct);
            erased += await db.Chats.Where(c => over.Contains(c.Id) && c.ExpiresAt < now && c.RunningReplies == 0).ExecuteDeleteAsync(ct);
            if (over.Count < AtOnce)
            {
                break;
            }
        }

        if (erased > 0)
        {
            await attachments.SweepAsync(ct);
        }
    }
}
