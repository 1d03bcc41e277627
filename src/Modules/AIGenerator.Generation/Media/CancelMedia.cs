using AIGenerator.Generation.Generations;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Queue;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AIGenerator.Generation.Media;

/// <summary>Asks for a stop: written down, called out to the node that has it in hand, and its job is woken where nobody has.</summary>
internal sealed class CancelMedia(AppDb db, IQueue queue, INodeBus bus, IOptions<GenerationOptions> options, TimeProvider clock)
{
    public async Task<bool> HandleAsync(Guid generation, WorkspaceId workspace, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await MediaLine.LockAsync(db, workspace, ct);
        var now = clock.GetUtcNow();
        var asked = await db.Generations
            .Where(g => g.Id == generation && g.WorkspaceId == workspace && g.Kind != GenerationKind.Text && g.FinishedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(g => g.CancelRequestedAt, g => g.CancelRequestedAt ?? now), ct);
        if (asked == 0)
        {
            return false;
        }

        // One that still waits for its own workspace has no job yet; its end is a job's work like every other.
        var deadline = now + options.Value.MediaDeadline;
        if (await db.Media.Where(m => m.Id == generation && !m.IsReleased).ExecuteUpdateAsync(
            row => row.SetProperty(m => m.IsReleased, true).SetProperty(m => m.Version, m => m.Version + 1).SetProperty(m => m.DeadlineAt, deadline), ct) == 1)
        {
            queue.Enqueue(new DriveMedia(generation), uniqueKey: generation.ToString(), priority: 100);
        }
        else
        {
            await queue.WakeAsync<DriveMedia>(generation.ToString(), ct);
        }

        await bus.NotifyAsync(db, MediaChannels.Stop, generation.ToString(), ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }
}
