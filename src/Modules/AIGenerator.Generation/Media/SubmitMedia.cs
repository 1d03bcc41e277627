using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Queue;
using AIGenerator.Models;
using AIGenerator.Providers;
using AIGenerator.Providers.Media;
using AIGenerator.Providers.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Generation.Media;

/// <summary>
/// Hands an order to a vendor, once. A refusal lets the next route try; silence does not (<see cref="ResolveMedia"/>). While the vendor is asked nothing of
/// ours breaks off: it is paid whether its answer is heard or not. So a stop of the node waits for it, a lost lease does not end it (the row's version is
/// the fence, and other runs are told that somebody waits), and a database that is away does not lose it.
/// </summary>
internal sealed partial class SubmitMedia(
    IDbContextFactory<AppDb> database, MediaSteps steps, MediaOrders orders, ResolveMedia resolve, StoreMedia store, EndMedia end, IImageCatalogue models,
    MediaProviders providers, MediaCircuits circuits, TimeProvider clock, ILogger<SubmitMedia> logger)
{
    private static readonly TimeSpan PlacePause = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SignPeriod = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DatabasePause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DatabasePatience = TimeSpan.FromMinutes(5);

    /// <summary>How long to wait before the next look; null for none.</summary>
    /// <param name="work">As it was read.</param>
    /// <param name="run">What the vendor's answer may take of a node that stops.</param>
    /// <param name="stop">A person's: ends a call that holds the work itself, and none that answers with a job which can be stopped then.</param>
    /// <param name="ct">Ends what comes before the hand-over.</param>
    public async Task<TimeSpan?> HandOverAsync(MediaWork work, JobRun run, CancellationToken stop, CancellationToken ct)
    {
        var model = models.Find(work.Generation.Model);
        var routes = model is null ? [] : models.RoutesFor(model, work.Request.Task);
        var from = work.Row.Route < routes.Count ? work.Row.Route : 0;
        if (routes.Count == 0)
        {
            await end.EndAsync(work, MediaEnding.Failed(FailureCategory.ProviderRejected, "provider.not-configured"), ct);
            return null;
        }

        TextRoute[] left = [.. routes.Skip(from).Select(route => new TextRoute(route.Provider, route.UpstreamModel))];
        using var visit = circuits.Enter(left);
        if (visit is null)
        {
            // Everybody left keeps failing. The first route may be well again by now; else nothing of the order is changed, and the deadline goes on.
            if (from > 0)
            {
                await steps.WaitingAsync(work, 0, ct);
                return ShortestWait;
            }

            return Within(work, circuits.UntilNextTry(left));
        }

        var at = from + visit.At;
        var provider = providers.Find(routes[at].Provider)!;

        if (await orders.OfAsync(work, model!, routes[at], ct) is not { } order)
        {
            await end.EndAsync(work, MediaEnding.Failed(FailureCategory.InvalidInput, GenerationErrors.UnknownAsset.Code), ct);
            return null;
        }

        // Begun or not begun: a stop comes before this line or after the answer.
        ct.ThrowIfCancellationRequested();
        ct = run.DrainOver;
        switch (await steps.BeginAsync(work, at, routes[at], provider.Traits, ct))
        {
            case null:
                return PlacePause;
            case false:
                return null;
        }

        var begun = await OutlastAsync(work.Id, async () => (await LoadAsync(work.Id, ct))!, ct);
        try
        {
            var report = await AskOnceAsync(begun, provider, order, provider.Traits.HasJobs ? CancellationToken.None : stop, ct);
            visit.Succeed();
            return await OutlastAsync(work.Id, () => TakeAsync(begun, provider, report, ct), ct);
        }
        catch (ProviderException failure)
        {
            // Before its first try here the order may have had one at each route above.
            visit.Fail(failure, isRepeated: work.Row.Tries > at);
            LogRefused(work.Id, provider.Id, failure.Code, failure.MayHaveBegun);
            return failure.MayHaveBegun ? await resolve.ResolveAsync(begun, failure, ct) : await RefusedAsync(begun, at, routes, failure, ct);
        }
    }

    private async Task<MediaReport> AskOnceAsync(MediaWork work, IMediaProvider provider, ImageOrder order, CancellationToken stop, CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, ct);
        using var answered = new CancellationTokenSource();
        var denying = DenyDoubtsAsync(work, answered.Token);
        try
        {
            return await provider.SubmitAsync(order, either.Token);
        }
        finally
        {
            await answered.CancelAsync();
            await denying;
        }
    }

    /// <summary>As long as the answer is waited for, whoever finds the order half handed over hears of it.</summary>
    private async Task DenyDoubtsAsync(MediaWork work, CancellationToken answered)
    {
        using var timer = new PeriodicTimer(SignPeriod, clock);
        while (!answered.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(answered);
                await steps.DenyDoubtAsync(work, answered);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception trouble) when (DatabaseTrouble.Is(trouble))
            {
                // The next one tells.
            }
        }
    }

    /// <summary>The database may be away for as long as a restart takes.</summary>
    private async Task<T> OutlastAsync<T>(Guid generation, Func<Task<T>> step, CancellationToken ct)
    {
        var until = clock.GetUtcNow() + DatabasePatience;
        while (true)
        {
            try
            {
                return await step();
            }
            catch (Exception trouble) when (DatabaseTrouble.Is(trouble) && clock.GetUtcNow() < until)
            {
                LogUnwritten(trouble, generation);
                await Task.Delay(DatabasePause, clock, ct);
            }
        }
    }

    private async Task<TimeSpan?> TakeAsync(MediaWork work, IMediaProvider provider, MediaReport report, CancellationToken ct)
    {
        switch (report)
        {
            case MediaDone done:
                await steps.StoringAsync(work, await store.WriteDownAsync(work, done, ct), done.Withheld, done.CostUsd, ct);
                return null;
            case MediaUnderWay underWay:
                if (!await steps.UnderWayAsync(work, underWay, ct) && await LoadAsync(work.Id, ct) is null or { Row.Stage: MediaStage.Ended })
                {
                    await LeaveAsync(work, provider, underWay.Job, ct);
                }

                return underWay.AskAgainIn ?? AskPace.After(TimeSpan.Zero);
            default:
                throw new InvalidOperationException("A vendor's report is of an unknown kind.");
        }
    }

    /// <summary>It ended while the vendor's answer was out: nobody wants the job any more.</summary>
    private async Task LeaveAsync(MediaWork work, IMediaProvider provider, VendorJob job, CancellationToken ct)
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

    private async Task<TimeSpan?> RefusedAsync(MediaWork work, int route, IReadOnlyList<ImageRoute> routes, ProviderException failure, CancellationToken ct)
    {
        // What a route before this one is only busy with counts as much as why this one refuses.
        var passing = failure.Retry == RetryAdvice.TryAgain && !IsCrowd(work.Row.PassingCode) ? failure.Code : work.Row.PassingCode;
        if (failure.Retry != RetryAdvice.GiveUp && route + 1 < routes.Count)
        {
            await steps.WaitingAsync(work, route + 1, ct, passing);
            return null;
        }

        // A crowd at the vendor, or a vendor that answers nobody, is waited out as long as there is time; other trouble is given a few tries.
        var isGeneral = IsCrowd(passing) || circuits.IsWaitedFor(new TextRoute(routes[route].Provider, routes[route].UpstreamModel));
        if (failure.Retry != RetryAdvice.GiveUp && passing is not null && (isGeneral || work.Row.Tries < ResolveMedia.MostTries))
        {
            var usual = ResolveMedia.Rest(work.Row.Tries);
            var rest = failure.RetryAfter is { } asked && asked > usual ? asked : usual;
            if (clock.GetUtcNow() + rest < work.Row.DeadlineAt)
            {
                await steps.WaitingAsync(work, 0, ct);
                return rest;
            }
        }

        await end.EndAsync(work, MediaEnding.Failed(failure.Category, failure.Code), ct);
        return null;
    }

    /// <summary>Not so soon that everybody asks at once, and not beyond the deadline, where it ends.</summary>
    private TimeSpan Within(MediaWork work, TimeSpan rest)
    {
        var left = work.Row.DeadlineAt - clock.GetUtcNow();
        var pause = rest > ShortestWait ? rest : ShortestWait;
        return pause < left ? pause : left;
    }

    private static bool IsCrowd(string? code) => code is "provider.rate-limited" or "provider.overloaded";

    private async Task<MediaWork?> LoadAsync(Guid id, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        return await MediaWork.LoadAsync(db, id, ct);
    }

    [LoggerMessage(LogLevel.Information, "{Provider} did not take generation {GenerationId}: {Code} (may have begun: {MayHaveBegun})")]
    private partial void LogRefused(Guid generationId, string provider, string code, bool mayHaveBegun);

    [LoggerMessage(LogLevel.Warning, "What the vendor answered to generation {GenerationId} cannot be written yet")]
    private partial void LogUnwritten(Exception failure, Guid generationId);

    [LoggerMessage(LogLevel.Warning, "The vendor could not be told to stop generation {GenerationId} (job {JobId}), which ended meanwhile: {Code}")]
    private partial void LogUnstopped(Guid generationId, string jobId, string code);
}
