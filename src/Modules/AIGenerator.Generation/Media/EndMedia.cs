using AIGenerator.Generation.Assets;
using AIGenerator.Generation.Generations;
using AIGenerator.Generation.Texts;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Events;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Queue;
using AIGenerator.Models;
using AIGenerator.Providers;
using AIGenerator.Providers.Media;
using AIGenerator.Wallet;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AIGenerator.Generation.Media;

/// <summary>How a generation of media ends, before money.</summary>
/// <param name="Assets">What was made and kept; their rows are written with the end.</param>
/// <param name="IsCanceled">A person stopped it.</param>
/// <param name="Category">Why nothing, or less, came.</param>
/// <param name="Code">The same, finer.</param>
internal sealed record MediaEnding(IReadOnlyList<AssetRow> Assets, bool IsCanceled, FailureCategory? Category, string? Code)
{
    /// <summary>How many the vendor made and billed, where it is more than could be had.</summary>
    public int Made { get; init; } = Assets.Count;

    /// <summary>Whether the vendor may still be at it: it is told to stop.</summary>
    public bool LeavesVendor { get; init; }

    public static MediaEnding Canceled => new([], true, null, null) { LeavesVendor = true };

    public static MediaEnding TooLong(FailureCategory category) => Failed(category, GenerationErrors.TooLong) with { LeavesVendor = true };

    public static MediaEnding Failed(FailureCategory category, string code) => new([], false, category, code);
}

/// <summary>Ends a generation of media: files, state, money and the event in one transaction, once. What was delivered is paid, and nothing else.</summary>
internal sealed partial class EndMedia(
    AppDb db, IWallet wallet, IQueue queue, IEvents events, INodeBus bus, IImageCatalogue models, IEnumerable<IMediaOwner> owners, IOptions<GenerationOptions> options,
    TimeProvider clock, ILogger<EndMedia> logger)
{
    /// <summary>False where somebody else has changed it meanwhile.</summary>
    public async Task<bool> EndAsync(MediaWork work, MediaEnding ending, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var delivered = ending.Assets.Count;
        var state = delivered > 0 ? GenerationState.Succeeded : ending.IsCanceled ? GenerationState.Canceled : GenerationState.Failed;
        var model = models.Find(work.Generation.Model);
        // The bill is for all that was made; only the share of what is delivered is anybody's to pay.
        var cost = delivered > 0 && model is not null
            ? Credits.Min(work.Held, model.CostOf(work.Request.Quality, delivered, work.Generation.VendorCostUsd * delivered / ending.Made))
            : Credits.Zero;
        StopReason? reason = delivered == 0 ? null : delivered >= work.Row.Count ? StopReason.Complete : ending.IsCanceled ? StopReason.Stopped : StopReason.Cut;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (owners.FirstOrDefault(owner => owner.Kind == work.Generation.Owner) is { } owner)
        {
            var pictures = ending.Assets.Select(asset => new MadePicture(asset.Id, asset.Width ?? 0, asset.Height ?? 0));
            var duration = now - work.Generation.CreatedAt;
            await owner.FinishAsync(new MediaOutcome(work.Id, state, reason, [.. pictures], cost, work.Generation.Provider, ending.Code, duration), ct);
            await bus.NotifyAsync(db, GenerationChannels.Ended, work.Id.ToString(), ct);
        }

        await MediaLine.LockAsync(db, work.Row.WorkspaceId, ct);
        if (!await CloseAsync(work, ending, state, reason, cost, now, ct))
        {
            return false;
        }

        if (ending.LeavesVendor && work is { Row: { Stage: MediaStage.UnderWay, JobId: { } job }, Generation.Provider: { } provider })
        {
            queue.Enqueue(new StopAtVendor(work.Id, provider, new VendorJob(job, work.Row.UpstreamModel ?? "", work.Row.JobNote)));
        }

        db.Assets.AddRange(ending.Assets);
        await SettleAsync(work, cost, ct);
        await (reason is { } why
            ? events.RaiseAsync(new GenerationSucceeded(work.Id, work.Row.WorkspaceId, work.Generation.Owner, work.Generation.Model, work.Generation.Provider, why, cost, now), ct)
            : events.RaiseAsync(new GenerationFailed(work.Id, work.Row.WorkspaceId, work.Generation.Owner, work.Generation.Model, state, ending.Code, now), ct));
        await MediaLine.ReleaseAsync(db, queue, work.Row.WorkspaceId, options.Value.MediaAtWorkPerWorkspace, now + options.Value.MediaDeadline, ct);
        await bus.NotifyAsync(db, MediaChannels.Changed, MediaChannels.Payload(work.Row.WorkspaceId, work.Id), ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        LogEnded(work.Id, state, reason, delivered, work.Row.Count, cost.Value, work.Held.Value, ending.Code);
        return true;
    }

    private async Task<bool> CloseAsync(
        MediaWork work, MediaEnding ending, GenerationState state, StopReason? reason, Credits cost, DateTimeOffset now, CancellationToken ct)
    {
        var isOurs = await db.Media.Where(m => m.Id == work.Id && m.Version == work.Row.Version && m.Stage != MediaStage.Ended).ExecuteUpdateAsync(
            row => row
                .SetProperty(m => m.Stage, MediaStage.Ended)
                .SetProperty(m => m.Version, m => m.Version + 1)
                .SetProperty(m => m.Position, (int?)null)
                .SetProperty(m => m.Progress, (float?)null)
                .SetProperty(m => m.Outputs, (string?)null)
                .SetProperty(m => m.UpdatedAt, now),
            ct) == 1;
        return isOurs && await db.Generations.Where(g => g.Id == work.Id && g.FinishedAt == null).ExecuteUpdateAsync(
            row => row
                .SetProperty(g => g.State, state)
                .SetProperty(g => g.StopReason, reason)
                .SetProperty(g => g.CostCredits, cost)
                .SetProperty(g => g.ErrorCategory, ending.Category)
                .SetProperty(g => g.ErrorCode, ending.Code)
                .SetProperty(g => g.UpstreamId, work.Row.JobId)
                .SetProperty(g => g.FinishedAt, now),
            ct) == 1;
    }

    private Task SettleAsync(MediaWork work, Credits cost, CancellationToken ct)
    {
        if (work.Held == Credits.Zero)
        {
            return Task.CompletedTask;
        }

        return cost > Credits.Zero
            ? wallet.SettleAsync(work.Id, cost, new Cause(CauseKind.Generation, work.Id.ToString()), ct)
            : wallet.ReleaseAsync(work.Id, ct);
    }

    [LoggerMessage(LogLevel.Information, "Generation {GenerationId} ended {State} ({StopReason}) with {Delivered} of {Count}, cost {Cost} of {Held}: {Code}")]
    private partial void LogEnded(Guid generationId, GenerationState state, StopReason? stopReason, int delivered, int count, long cost, long held, string? code);
}
