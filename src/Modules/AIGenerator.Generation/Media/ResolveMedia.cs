using AIGenerator.Kernel.Data;
using AIGenerator.Models;
using AIGenerator.Providers;
using AIGenerator.Providers.Media;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Generation.Media;

/// <summary>
/// Finds out whether an order that got no answer was taken. Where that cannot be found out the generation fails free of charge rather than being made twice.
/// </summary>
internal sealed class ResolveMedia(
    IDbContextFactory<AppDb> database, MediaSteps steps, MediaOrders orders, ReportAddress reports, EndMedia end, IImageCatalogue models, MediaProviders providers,
    TimeProvider clock)
{
    /// <summary>Hand-overs that are refused for the moment, or get no answer, before that is the end.</summary>
    public const int MostTries = 4;

    // Three times what a run that waits for an answer takes to deny a doubt.
    private static readonly TimeSpan DoubtPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan WebhookPatience = TimeSpan.FromMinutes(1);

    public static TimeSpan Rest(int tries) => TimeSpan.FromSeconds(Math.Min(30, 1 << Math.Min(tries, 5)));

    /// <summary>
    /// An order that this run finds half handed over. The run that did it has lost its lease and may be waiting for the answer all the same: it is given
    /// the time to say so.
    /// </summary>
    public async Task<TimeSpan?> FoundAsync(MediaWork work, CancellationToken ct)
    {
        if (providers.Find(work.Generation.Provider ?? "") is { Traits.IsRepeatable: true })
        {
            return await ResolveAsync(work, null, ct);
        }

        var now = clock.GetUtcNow();
        if (work.Row.DoubtedAt is not { } since)
        {
            await steps.DoubtAsync(work, now, ct);
            return DoubtPatience;
        }

        var left = since + DoubtPatience - now;
        return left > TimeSpan.Zero ? left : await ResolveAsync(work, null, ct);
    }

    /// <param name="work">As it was handed over.</param>
    /// <param name="failure">What was heard instead of an answer, where this very run waited for it.</param>
    /// <param name="ct">Stops the search.</param>
    public async Task<TimeSpan?> ResolveAsync(MediaWork work, ProviderException? failure, CancellationToken ct)
    {
        var provider = providers.Find(work.Generation.Provider ?? "");
        if (provider?.Traits.IsRepeatable == true && work.Row.Tries < MostTries)
        {
            await steps.WaitingAsync(work, work.Row.Route, ct);
            return failure is null ? null : Rest(work.Row.Tries);
        }

        if (failure is not null)
        {
            // Nobody else is to wait whether somebody waits.
            await steps.DoubtAsync(work, clock.GetUtcNow() - DoubtPatience, ct);
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

        var unanswered = MediaEnding.Failed(failure?.Category ?? FailureCategory.ProviderUnavailable, GenerationErrors.Unanswered);
        await end.EndAsync(work, work.IsStopAsked ? MediaEnding.Canceled : unanswered, ct);
        return null;
    }

    private async Task<string?> ReportedJobAsync(Guid id, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        return await db.Media.Where(m => m.Id == id).Select(m => m.ReportedJob).FirstOrDefaultAsync(ct);
    }

    private async Task<MediaOrder?> OrderAsync(MediaWork work, CancellationToken ct) =>
        models.Find(work.Generation.Model) is { } model && model.Routes.FirstOrDefault(route => route.Provider == work.Generation.Provider) is { } route
            ? await orders.OfAsync(work, model, route, ct)
            : null;
}
