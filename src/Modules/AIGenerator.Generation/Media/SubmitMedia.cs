using AIGenerator.Kernel.Data;
using AIGenerator.Models;
using AIGenerator.Providers;
using AIGenerator.Providers.Media;
using AIGenerator.Providers.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Generation.Media;

/// <summary>
/// Hands an order to a vendor, once. A refusal lets the next route try; silence does not: whether the vendor has begun is found out where it can be,
/// and where it cannot the generation fails free of charge rather than being made twice.
/// </summary>
internal sealed partial class SubmitMedia(
    IDbContextFactory<AppDb> database, MediaSteps steps, MediaOrders orders, ReportAddress reports, StoreMedia store, EndMedia end, IImageCatalogue models,
    MediaProviders providers, MediaCircuits circuits, TimeProvider clock, ILogger<SubmitMedia> logger)
{
    private const int MostTries = 4;
    private static readonly TimeSpan PlacePause = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WebhookPatience = TimeSpan.FromMinutes(1);

    /// <summary>How long to wait before the next look; null for none.</summary>
    public async Task<TimeSpan?> HandOverAsync(MediaWork work, CancellationToken stop, CancellationToken ct)
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

        switch (await steps.BeginAsync(work, at, routes[at], provider.Traits.AtOnce, ct))
        {
            case null:
                return PlacePause;
            case false:
                return null;
        }

        var begun = (await LoadAsync(work.Id, ct))!;
        try
        {
            var report = await provider.SubmitAsync(order, stop);
            visit.Succeed();
            return await TakeAsync(begun, report, ct);
        }
        catch (ProviderException failure)
        {
            // Before its first try here the order may have had one at each route above.
            visit.Fail(failure, isRepeated: work.Row.Tries > at);
            LogRefused(work.Id, provider.Id, failure.Code, failure.MayHaveBegun);
            return failure.MayHaveBegun ? await ResolveAsync(begun, ct, failure) : await RefusedAsync(begun, at, routes, failure, ct);
        }
    }

    /// <summary>Finds out whether an order that got no answer was taken.</summary>
    public async Task<TimeSpan?> ResolveAsync(MediaWork work, CancellationToken ct, ProviderException? failure = null)
    {
        var provider = providers.Find(work.Generation.Provider ?? "");
        if (provider?.Traits.IsRepeatable == true && work.Row.Tries < MostTries)
        {
            await steps.WaitingAsync(work, work.Row.Route, ct);
            return failure is null ? null : Rest(work.Row.Tries);
        }

        if (provider?.Traits.CanFind == true && await OrderAsync(work, ct) is { } order)
        {
            try
            {
                var job = await provider.FindAsync(order, ct);
                await (job is null ? steps.WaitingAsync(work, work.Row.Route, ct) : steps.UnderWayAsync(work, new MediaUnderWay(job), ct));
                return null;
            }
            catch (ProviderException)
            {
                return AskPace.AfterFailure;
            }
        }

        if (provider?.Traits.HasWebhook == true && reports.IsThere)
        {
            if (await ReportedJobAsync(work.Id, ct) is { } reported)
            {
                await steps.UnderWayAsync(work, new MediaUnderWay(new VendorJob(reported, work.Row.UpstreamModel ?? "")), ct);
                return null;
            }

            if (clock.GetUtcNow() - work.Row.SubmittedAt < WebhookPatience)
            {
                return AskPace.AfterFailure;
            }
        }

        await end.EndAsync(work, MediaEnding.Failed(failure?.Category ?? FailureCategory.ProviderUnavailable, GenerationErrors.Unanswered), ct);
        return null;
    }

    private async Task<TimeSpan?> TakeAsync(MediaWork work, MediaReport report, CancellationToken ct)
    {
        switch (report)
        {
            case MediaDone done:
                await steps.StoringAsync(work, await store.WriteDownAsync(work, done, ct), done.Withheld, done.CostUsd, ct);
                return null;
            case MediaUnderWay underWay:
                await steps.UnderWayAsync(work, underWay, ct);
                return underWay.AskAgainIn ?? AskPace.After(TimeSpan.Zero);
            default:
                throw new InvalidOperationException("A vendor's report is of an unknown kind.");
        }
    }

    private async Task<TimeSpan?> RefusedAsync(MediaWork work, int route, IReadOnlyList<ImageRoute> routes, ProviderException failure, CancellationToken ct)
    {
        if (failure.Retry != RetryAdvice.GiveUp && route + 1 < routes.Count)
        {
            await steps.WaitingAsync(work, route + 1, ct);
            return null;
        }

        // A crowd at the vendor, or a vendor that answers nobody, is waited out as long as there is time; other trouble is given a few tries.
        var isGeneral = failure.Code is "provider.rate-limited" or "provider.overloaded"
            || circuits.IsWaitedFor(new TextRoute(routes[route].Provider, routes[route].UpstreamModel));
        if (failure.Retry == RetryAdvice.TryAgain && (isGeneral || work.Row.Tries < MostTries))
        {
            var rest = failure.RetryAfter is { } asked && asked > Rest(work.Row.Tries) ? asked : Rest(work.Row.Tries);
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

    private static TimeSpan Rest(int tries) => TimeSpan.FromSeconds(Math.Min(30, 1 << Math.Min(tries, 5)));

    private async Task<MediaWork?> LoadAsync(Guid id, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        return await MediaWork.LoadAsync(db, id, ct);
    }

    private async Task<string?> ReportedJobAsync(Guid id, CancellationToken ct) => (await LoadAsync(id, ct))?.Row.ReportedJob;

    private async Task<MediaOrder?> OrderAsync(MediaWork work, CancellationToken ct) =>
        models.Find(work.Generation.Model) is { } model && model.Routes.FirstOrDefault(route => route.Provider == work.Generation.Provider) is { } route
            ? await orders.OfAsync(work, model, route, ct)
            : null;

    [LoggerMessage(LogLevel.Information, "{Provider} did not take generation {GenerationId}: {Code} (may have begun: {MayHaveBegun})")]
    private partial void LogRefused(Guid generationId, string provider, string code, bool mayHaveBegun);
}
