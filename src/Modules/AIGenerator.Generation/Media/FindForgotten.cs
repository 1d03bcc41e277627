using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Queue;
using AIGenerator.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AIGenerator.Generation.Media;

/// <summary>Sees to generations whose own job does not any more: one that lost its job gets another, one whose job died of its failures is ended.</summary>
internal sealed record FindForgottenMedia : IJob
{
    public static string JobName => "generation.forgotten";
}

internal sealed partial class FindForgotten(AppDb db, IQueue queue, EndMedia end, StoreMedia store, IOptions<GenerationOptions> options, TimeProvider clock, ILogger<FindForgotten> logger)
    : IJobHandler<FindForgottenMedia>
{
    private const int Batch = 100;

    // Longer than its own job would take to end it at its deadline, files included.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    public async Task HandleAsync(FindForgottenMedia job, JobRun run, CancellationToken ct)
    {
        foreach (var id in await ForgottenAsync(ct))
        {
            // Dropped where a dead one is there.
            queue.Enqueue(new DriveMedia(id), uniqueKey: id.ToString());
        }

        await db.SaveChangesAsync(ct);
        foreach (var id in await ForgottenAsync(ct))
        {
            if (await MediaWork.LoadAsync(db, id, ct) is { } work
                && await end.EndAsync(work, MediaEnding.TooLong(FailureCategory.Internal), ct))
            {
                await store.ForgetAsync(work, ct);
                LogForgotten(id, work.Row.Stage);
            }
        }

        await ReleaseStuckLinesAsync(ct);
    }

    // One with a living job is not forgotten, however late: after an outage its results are still to be had.
    private async Task<List<Guid>> ForgottenAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow() - Grace;
        var living = queue.PendingKeys<DriveMedia>();
        return await db.Media.Where(m => m.Stage != MediaStage.Ended && m.IsReleased && m.DeadlineAt < before && !living.Contains(m.Id.ToString()))
            .OrderBy(m => m.DeadlineAt).Take(Batch).Select(m => m.Id).ToListAsync(ct);
    }

    /// <summary>A line that nobody moves: its last one ended without letting the next in.</summary>
    private async Task ReleaseStuckLinesAsync(CancellationToken ct)
    {
        var stuck = await db.Media.Where(m => m.Stage != MediaStage.Ended)
            .GroupBy(m => m.WorkspaceId).Where(line => line.All(m => !m.IsReleased)).Select(line => line.Key).OrderBy(key => key).Take(Batch).ToListAsync(ct);
        foreach (var workspace in stuck)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await MediaLine.LockAsync(db, workspace, ct);
            await MediaLine.ReleaseAsync(db, queue, workspace, options.Value.MediaAtWorkPerWorkspace, clock.GetUtcNow() + options.Value.MediaDeadline, ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
    }

    [LoggerMessage(LogLevel.Error, "Generation {GenerationId} was forgotten at {Stage} and is ended free of charge")]
    private partial void LogForgotten(Guid generationId, MediaStage stage);
}
