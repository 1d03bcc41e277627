using AIGenerator.Generation.Media;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Queue;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Generation.Administration;

/// <summary>What an administrator may do to a generation of somebody else's. Nothing here spends: an order is its owner's money.</summary>
internal sealed partial class MendMedia(AppDb db, IQueue queue, CancelMedia cancel, CurrentUser user, ILogger<MendMedia> logger)
{
    /// <summary>Stops it as its owner could. False where it is over or unknown.</summary>
    public async Task<bool> CancelAsync(Guid generation, CancellationToken ct)
    {
        var workspace = await db.Media.Where(m => m.Id == generation).Select(m => (WorkspaceId?)m.WorkspaceId).FirstOrDefaultAsync(ct);
        if (workspace is not { } owner || !await cancel.HandleAsync(generation, owner, ct))
        {
            return false;
        }

        LogCanceled(user.Id, generation, owner);
        await EnsureJobAsync(generation, ct);
        return true;
    }

    /// <summary>Lets its job look at once, and gives it one where it lost its own. False where it is over, unknown, or waits for its own workspace.</summary>
    public async Task<bool> DriveAsync(Guid generation, CancellationToken ct)
    {
        if (await db.Media.Where(m => m.Id == generation && m.Stage != MediaStage.Ended && m.IsReleased).Select(m => (WorkspaceId?)m.WorkspaceId).FirstOrDefaultAsync(ct) is not { } owner)
        {
            return false;
        }

        await queue.WakeAsync<DriveMedia>(generation.ToString(), ct);
        await EnsureJobAsync(generation, ct);
        LogDriven(user.Id, generation, owner);
        return true;
    }

    /// <summary>Dropped where the job is there, as it nearly always is.</summary>
    private Task<int> EnsureJobAsync(Guid generation, CancellationToken ct)
    {
        queue.Enqueue(new DriveMedia(generation), uniqueKey: generation.ToString());
        return db.SaveChangesAsync(ct);
    }

    [LoggerMessage(LogLevel.Information, "Administrator {UserId} cancelled generation {GenerationId} of workspace {WorkspaceId}")]
    private partial void LogCanceled(UserId? userId, Guid generationId, WorkspaceId workspaceId);

    [LoggerMessage(LogLevel.Information, "Administrator {UserId} let generation {GenerationId} of workspace {WorkspaceId} run at once")]
    private partial void LogDriven(UserId? userId, Guid generationId, WorkspaceId workspaceId);
}
