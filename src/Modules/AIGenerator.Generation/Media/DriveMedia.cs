using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Queue;
using AIGenerator.Providers;
using AIGenerator.Providers.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Generation.Media;

/// <summary>Drives one generation of media to its end.</summary>
internal sealed record DriveMedia(Guid Generation) : IJob
{
    public static string JobName => "generation.media";
}

/// <summary>
/// Takes a generation from the step it stands at to the next, until it is over or only the vendor's time is missing; then it gives its place back and
/// looks again later. Every step is written before it is acted on, so any node can go on from where another died.
/// </summary>
internal sealed partial class DriveMediaHandler(
    IDbContextFactory<AppDb> database, MediaSteps steps, SubmitMedia submit, ResolveMedia resolve, StoreMedia store, EndMedia end, RunningMedia running, MediaProviders providers,
    TimeProvider clock, ILogger<DriveMediaHandler> logger) : IJobHandler<DriveMedia>
{
    // Beyond the deadline work that is done is asked for, fetched and kept for this long after it was first in vain: we may have been away until then.
    private static readonly TimeSpan LatePatience = TimeSpan.FromMinutes(5);

    public async Task HandleAsync(DriveMedia job, JobRun run, CancellationToken ct)
    {
        using var hand = running.Take(job.Generation);
        while (true)
        {
            var work = await LoadAsync(job.Generation, ct);
            if (work is null or { Row.Stage: MediaStage.Ended })
            {
                return;
            }

            var pause = await StepAsync(work, run, hand.Token, ct);

            // A stop that was asked for during the step is seen to at once, not at the next look.
            if (pause is { } time && (work.IsStopAsked || !hand.Token.IsCancellationRequested))
            {
                run.RunAgain(clock.GetUtcNow() + time);
                return;
            }
        }
    }

    private async Task<MediaWork?> LoadAsync(Guid id, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        return await MediaWork.LoadAsync(db, id, ct);
    }

    /// <summary>How long there is nothing to do; null where the next step can be taken now.</summary>
    private async Task<TimeSpan?> StepAsync(MediaWork work, JobRun run, CancellationToken stop, CancellationToken ct)
    {
        var late = clock.GetUtcNow() - work.Row.DeadlineAt;
        switch (work.Row.Stage)
        {
            case MediaStage.Storing:
                return await KeepAsync(work, ct);
            case MediaStage.Submitting when !work.IsStopAsked || providers.Find(work.Generation.Provider ?? "") is { Traits.HasJobs: true }:
                // A stop waits for the vendor's id here, or there would be nothing to stop.
                return await resolve.FoundAsync(work, ct);
        }

        if (work.IsStopAsked)
        {
            await end.EndAsync(work, MediaEnding.Canceled, ct);
            return null;
        }

        if (late >= TimeSpan.Zero && work.Row.Stage == MediaStage.Waiting)
        {
            await end.EndAsync(work, MediaEnding.TooLong(FailureCategory.Timeout), ct);
            return null;
        }

        try
        {
            return work.Row.Stage == MediaStage.Waiting ? await submit.HandOverAsync(work, run, stop, ct) : await AskAsync(work, late, stop, ct);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            // A person stopped it in the middle of a call: the connection is closed, and the row says the rest.
            return null;
        }
    }

    private async Task<TimeSpan?> AskAsync(MediaWork work, TimeSpan late, CancellationToken stop, CancellationToken ct)
    {
        var provider = providers.Find(work.Generation.Provider ?? "");
        if (provider is null || JobOf(work) is not { } job)
        {
            await end.EndAsync(work, MediaEnding.Failed(FailureCategory.ProviderRejected, "provider.not-configured"), ct);
            return null;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, ct);
        try
        {
            // However late: we may have been away, and the vendor done in time.
            switch (await provider.AskAsync(job, either.Token))
            {
                case MediaDone done:
                    await steps.StoringAsync(work, await store.WriteDownAsync(work, done, ct), done.Withheld, done.CostUsd, ct);
                    return null;
                case MediaUnderWay when late >= TimeSpan.Zero:
                    await end.EndAsync(work, MediaEnding.TooLong(FailureCategory.Timeout), ct);
                    return null;
                case MediaUnderWay report:
                    if (report.Position != work.Row.Position || (float?)report.Progress != work.Row.Progress)
                    {
                        await steps.UnderWayAsync(work, report with { Job = job }, ct);
                    }

                    return report.AskAgainIn ?? AskPace.After(clock.GetUtcNow() - (work.Row.SubmittedAt ?? work.Row.CreatedAt));
                default:
                    throw new InvalidOperationException("A vendor's report is of an unknown kind.");
            }
        }
        catch (ProviderException failure)
        {
            if (IsPassing(failure) && await IsPatientAsync(work, ct))
            {
                LogUnasked(work.Id, job.Id, failure.Code);
                return failure.RetryAfter ?? AskPace.AfterFailure;
            }

            await end.EndAsync(work, IsPassing(failure) ? MediaEnding.TooLong(FailureCategory.Timeout) : MediaEnding.Failed(failure.Category, failure.Code), ct);
            return null;
        }
    }

    private async Task<TimeSpan?> KeepAsync(MediaWork work, CancellationToken ct)
    {
        var kept = await store.KeepAsync(work, ct);
        if (kept.Missing > 0 && (kept.HasChanged || await IsPatientAsync(work, ct)))
        {
            if (kept.HasChanged)
            {
                await steps.PartlyKeptAsync(work, kept.Outputs, ct);
            }

            return AskPace.AfterFailure;
        }

        var assets = store.AssetsOf(work, kept);
        var isPart = assets.Count < kept.Outputs.Count;
        var ending = assets.Count == 0
            ? MediaEnding.Failed(FailureCategory.Internal, GenerationErrors.ResultLost)
            : new MediaEnding(
                assets, work.IsStopAsked,
                isPart ? FailureCategory.Internal : work.Row.Withheld > 0 ? FailureCategory.Moderated : null,
                isPart ? GenerationErrors.ResultLost : work.Row.Withheld > 0 ? GenerationErrors.PartlyWithheld : null)
            {
                Made = kept.Outputs.Count,
            };
        if (await end.EndAsync(work, ending, ct))
        {
            await store.ForgetAsync(work, ct);
        }

        return null;
    }

    private async Task<bool> IsPatientAsync(MediaWork work, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (now < work.Row.DeadlineAt)
        {
            return true;
        }

        if (work.Row.LateSince is { } since)
        {
            return now - since < LatePatience;
        }

        await steps.LateAsync(work, ct);
        return true;
    }

    private static VendorJob? JobOf(MediaWork work) => work.Row.JobId is { } id ? new VendorJob(id, work.Row.UpstreamModel ?? "", work.Row.JobNote) : null;

    // A key that has stopped working ends nothing that the vendor has taken: the owner may mend it in time.
    private static bool IsPassing(ProviderException failure) =>
        failure.Retry == RetryAdvice.TryAgain || failure.Code is "provider.bad-key" or "provider.no-funds" or "provider.forbidden" or "provider.timeout";

    [LoggerMessage(LogLevel.Information, "Generation {GenerationId} (job {JobId}) could not be asked about just now: {Code}")]
    private partial void LogUnasked(Guid generationId, string jobId, string code);
}

/// <summary>How often a vendor is asked.</summary>
internal static class AskPace
{
    public static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    /// <summary>Often at first, when a quick model is nearly done; seldom once it is plain that it takes long.</summary>
    public static TimeSpan After(TimeSpan age) => age.TotalSeconds switch
    {
        < 15 => TimeSpan.FromSeconds(1),
        < 60 => TimeSpan.FromSeconds(2),
        < 300 => TimeSpan.FromSeconds(5),
        _ => TimeSpan.FromSeconds(10),
    };
}
