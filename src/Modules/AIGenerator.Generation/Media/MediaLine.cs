using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Queue;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Generation.Media;

/// <summary>
/// A workspace's line: only so many of its generations are in the queue of jobs at a time, and each that ends lets the next one in. So one
/// workspace's hundred never stand before another's first.
/// </summary>
internal static class MediaLine
{
    /// <summary>How many are not over, and how many of them are in the queue.</summary>
    internal sealed record Length(int Open, int Released);

    /// <summary>Until the end of the transaction nobody else changes this workspace's line.</summary>
    public static Task LockAsync(AppDb db, WorkspaceId workspace, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({workspace.Value.ToString()}, 4162))", ct);

    public static async Task<Length> OfAsync(AppDb db, WorkspaceId workspace, CancellationToken ct)
    {
        var groups = await db.Media.Where(m => m.WorkspaceId == workspace && m.Stage != MediaStage.Ended)
            .GroupBy(m => m.IsReleased).Select(group => new { IsReleased = group.Key, Count = group.Count() }).ToListAsync(ct);
        return new Length(groups.Sum(group => group.Count), groups.Where(group => group.IsReleased).Sum(group => group.Count));
    }

    /// <summary>Lets in as many as there is room for, oldest first. Within the lock.</summary>
    public static async Task ReleaseAsync(AppDb db, IQueue queue, WorkspaceId workspace, int atWork, DateTimeOffset deadline, CancellationToken ct)
    {
        var room = atWork - (await OfAsync(db, workspace, ct)).Released;
        if (room <= 0)
        {
            return;
        }

        var next = await db.Media.Where(m => m.WorkspaceId == workspace && m.Stage != MediaStage.Ended && !m.IsReleased)
            .OrderBy(m => m.Id).Take(room).Select(m => new { m.Id, m.Priority }).ToListAsync(ct);
        foreach (var one in next)
        {
            // Its time begins now: what it waited for its own workspace's sake is not the vendor's.
            await db.Media.Where(m => m.Id == one.Id).ExecuteUpdateAsync(
                row => row.SetProperty(m => m.IsReleased, true).SetProperty(m => m.Version, m => m.Version + 1).SetProperty(m => m.DeadlineAt, deadline), ct);
            queue.Enqueue(new DriveMedia(one.Id), uniqueKey: one.Id.ToString(), priority: one.Priority);
        }
    }
}
