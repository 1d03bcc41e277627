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
    IDbContextFactory<AppDb> database, MediaSteps steps, SubmitMedia submit, StoreMedia store, EndMedia end, RunningMedia running, MediaProviders providers,
    TimeProvider clock, ILogger<DriveMediaHandler> logger) : IJobHandler<DriveMedia>
{
    private static readonly TimeSpan StoringPatience = TimeSpan.FromMinutes(5);

    public async Task HandleAsync(DriveMedia job, JobRun run, CancellationToken ct)
    {
        using var hand = running.Take(job.Generation, ct);
        while (true)
        {
            var work = await LoadAsync(job.Generation, ct);
            if (work is null or { Row.Stage: MediaStage.Ended })
            {
                return;
            }

            var pause = await StepAsync(work, hand.Token, ct);
            if (pause is { } time)
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
    private async Task<TimeSpan?> StepAsync(MediaWork work, CancellationToken stop, CancellationToken ct)
    {
        var late = clock.GetUtcNow() - work.Row.DeadlineAt;
        if (work.Row.Stage == MediaStage.Storing)
        {
            return await KeepAsync(work, late, ct);
        }

        if (work.IsStopAsked)
        {
            await TellVendorAsync(work, ct);
            await end.EndAsync(work, MediaEnding.Canceled, ct);
            return null;
        }

        if (late >= TimeSpan.Zero)
        {
            await TellVendorAsync(work, ct);
            await end.EndAsync(work, MediaEnding.Failed(FailureCategory.Timeout, GenerationErrors.TooLong), ct);
            return null;
        }

        try
        {
            return work.Row.Stage switch
            {
                MediaStage.Waiting => await submit.HandOverAsync(work, stop, ct),
                MediaStage.Submitting => await submit.ResolveAsync(work, ct),
                _ => await AskAsync(work, stop, ct),
            };
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            // A person stopped it in the middle of a call: the connection is closed, and the row says the rest.
            return null;
        }
    }

    private async Task<TimeSpan?> AskAsync(MediaWork work, CancellationToken stop, CancellationToken ct)
    {
        var provider = providers.Find(work.Generation.Provider ?? "");
        if (provider is null || JobOf(work) is not { } job)
        {
            await end.EndAsync(work, MediaEnding.Failed(FailureCategory.ProviderRejected, "provider.not-configured"), ct);
            return null;
        }

        try
        {
            switch (await provider.AskAsync(job, stop))
            {
                case MediaDone done:
                    await steps.StoringAsync(work, await store.WriteDownAsync(work, done, ct), done.Withheld, done.CostUsd, ct);
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
        catch (ProviderException failure) when (IsPassing(failure))
        {
            LogUnasked(work.Id, job.Id, failure.Code);
            return failure.RetryAfter ?? AskPace.AfterFailure;
        }
        catch (ProviderException failure)
        {
            await end.EndAsync(work, MediaEnding.Failed(failure.Category, failure.Code), ct);
            return null;
        }
    }

    private async Task<TimeSpan?> KeepAsync(MediaWork work, TimeSpan late, CancellationToken ct)
    {
        StoreMedia.Kept kept;
        try
        {
            kept = await store.KeepAsync(work, ct);
        }
        catch (ProviderException failure) when (late < StoringPatience)
        {
            LogUnfetched(work.Id, failure.Code);
            return AskPace.AfterFailure;
        }
        catch (ProviderException)
        {
            kept = new StoreMedia.Kept([], work.Row.Count);
        }

        var ending = kept.Assets.Count == 0
            ? MediaEnding.Failed(FailureCategory.Internal, GenerationErrors.ResultLost)
            : new MediaEnding(
                kept.Assets, work.IsStopAsked,
                kept.Lost > 0 ? FailureCategory.Internal : work.Row.Withheld > 0 ? FailureCategory.Moderated : null,
                kept.Lost > 0 ? GenerationErrors.ResultLost : work.Row.Withheld > 0 ? GenerationErrors.PartlyWithheld : null);
        if (await end.EndAsync(work, ending, ct))
        {
            await store.ForgetAsync(work, ct);
        }

        return null;
    }

    private async Task TellVendorAsync(MediaWork work, CancellationToken ct)
    {
        if (work.Row.Stage == MediaStage.UnderWay && providers.Find(work.Generation.Provider ?? "") is { } provider && JobOf(work) is { } job)
        {
            try
            {
                await provider.CancelAsync(job, ct);
            }
            catch (ProviderException failure)
            {
                LogUnstopped(work.Id, job.Id, failure.Code);
            }
        }
    }

    private static VendorJob? JobOf(MediaWork work) => work.Row.JobId is { } id ? new VendorJob(id, work.Row.UpstreamModel ?? "", work.Row.JobNote) : null;

    // A key that has stopped working ends nothing that the vendor has taken: the owner may mend it in time.
    private static bool IsPassing(ProviderException failure) =>
        failure.Retry == RetryAdvice.TryAgain || failure.Code is "provider.bad-key" or "provider.no-funds" or "provider.forbidden" or "provider.timeout";

    [LoggerMessage(LogLevel.Information, "Generation {GenerationId} (job {JobId}) could not be asked about just now: {Code}")]
    private partial void LogUnasked(Guid generationId, string jobId, string code);

    [LoggerMessage(LogLevel.Information, "Files of generation {GenerationId} could not be fetched just now: {Code}")]
    private partial void LogUnfetched(Guid generationId, string code);

    [LoggerMessage(LogLevel.Warning, "The vendor could not be told to stop generation {GenerationId} (job {JobId}): {Code}")]
    private partial void LogUnstopped(Guid generationId, string jobId, string code);
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
