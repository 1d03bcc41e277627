using AIGenerator.Generation.Generations;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Live;
using AIGenerator.Models;
using AIGenerator.Providers.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace AIGenerator.Generation.Media;

/// <summary>
/// Writes each step of a generation before the world hears of it. Every change names the version that was read: false where somebody else was faster,
/// and then the run has nothing more to do.
/// </summary>
internal sealed class MediaSteps(IDbContextFactory<AppDb> database, INodeBus bus, TimeProvider clock)
{
    /// <summary>
    /// Takes a place at the vendor and says that the order is about to be handed over. Null where the vendor has as much as it takes at a time, or others
    /// come first, and then nothing is changed but that it waits for one.
    /// </summary>
    public async Task<bool?> BeginAsync(MediaWork work, int route, ImageRoute to, MediaTraits traits, CancellationToken ct)
    {
        var provider = to.Provider;
        var place = traits.Key is { } key ? $"{provider}:{key}" : provider;
        await using var db = await database.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow();
        if (traits.AtOnce is { } most && !await MediaPlaces.IsFreeAsync(db, work, place, most, now, ct))
        {
            await transaction.CommitAsync(ct);
            return null;
        }

        var isOurs = await ChangeAsync(db, work, row => row
            .SetProperty(m => m.Stage, MediaStage.Submitting)
            .SetProperty(m => m.Route, route)
            .SetProperty(m => m.UpstreamModel, to.UpstreamModel)
            .SetProperty(m => m.SubmittedAt, now)
            .SetProperty(m => m.ReportedJob, (string?)null)
            .SetProperty(m => m.Place, place)
            .SetProperty(m => m.DoubtedAt, (DateTimeOffset?)null)
            .SetProperty(m => m.Position, (int?)null), ct);
        if (isOurs)
        {
            await db.Generations.Where(g => g.Id == work.Id).ExecuteUpdateAsync(
                row => row.SetProperty(g => g.State, GenerationState.Running).SetProperty(g => g.Provider, provider), ct);
            await transaction.CommitAsync(ct);
        }

        return isOurs;
    }

    /// <summary>
    /// Notes that nobody may be waiting for the vendor's answer any more. The version stays: whoever does wait goes on with the answer where it still
    /// comes, and until then denies it (<see cref="DenyDoubtAsync"/>).
    /// </summary>
    public async Task DoubtAsync(MediaWork work, DateTimeOffset since, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        await db.Media.Where(m => m.Id == work.Id && m.Version == work.Row.Version && m.DoubtedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(m => m.DoubtedAt, since), ct);
    }

    /// <summary>Somebody still waits for the vendor's answer.</summary>
    public async Task DenyDoubtAsync(MediaWork work, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        await db.Media.Where(m => m.Id == work.Id && m.Version == work.Row.Version && m.DoubtedAt != null)
            .ExecuteUpdateAsync(row => row.SetProperty(m => m.DoubtedAt, (DateTimeOffset?)null), ct);
    }

    /// <summary>The vendor has it.</summary>
    public Task<bool> UnderWayAsync(MediaWork work, MediaUnderWay report, CancellationToken ct) => ChangeAloneAsync(work, row => row
        .SetProperty(m => m.Stage, MediaStage.UnderWay)
        .SetProperty(m => m.JobId, report.Job.Id)
        .SetProperty(m => m.JobNote, report.Job.Note)
        .SetProperty(m => m.Position, report.Position)
        .SetProperty(m => m.Progress, (float?)report.Progress), ct);

    /// <summary>The vendor is done; what it made is to be fetched and kept.</summary>
    public Task<bool> StoringAsync(MediaWork work, IReadOnlyList<PendingOutput> outputs, int withheld, decimal? costUsd, CancellationToken ct)
    {
        var json = MediaJson.Write(outputs);
        return ChangeAloneAsync(
            work,
            row => row
                .SetProperty(m => m.Stage, MediaStage.Storing)
                .SetProperty(m => m.Outputs, json)
                .SetProperty(m => m.Withheld, withheld)
                .SetProperty(m => m.Position, (int?)null)
                .SetProperty(m => m.Progress, (float?)null),
            ct,
            db => db.Generations.Where(g => g.Id == work.Id).ExecuteUpdateAsync(row => row.SetProperty(g => g.VendorCostUsd, costUsd), ct));
    }

    /// <summary>Some of the files are kept; the others are not to be had just now.</summary>
    public Task<bool> PartlyKeptAsync(MediaWork work, IReadOnlyList<PendingOutput> outputs, CancellationToken ct)
    {
        var json = MediaJson.Write(outputs);
        return ChangeAloneAsync(work, row => row.SetProperty(m => m.Outputs, json), ct);
    }

    /// <summary>Beyond the deadline something was in vain for the first time.</summary>
    public async Task LateAsync(MediaWork work, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(ct);
        await db.Media.Where(m => m.Id == work.Id && m.LateSince == null).ExecuteUpdateAsync(row => row.SetProperty(m => m.LateSince, now), ct);
    }

    /// <summary>It was not taken; it waits for another try.</summary>
    /// <param name="work">As it was read.</param>
    /// <param name="route">Where to try next.</param>
    /// <param name="ct">Stops the change.</param>
    /// <param name="passing">Trouble on the way there that passes by itself.</param>
    public Task<bool> WaitingAsync(MediaWork work, int route, CancellationToken ct, string? passing = null) => ChangeAloneAsync(
        work,
        row => row
            .SetProperty(m => m.Stage, MediaStage.Waiting)
            .SetProperty(m => m.Route, route)
            .SetProperty(m => m.Tries, m => m.Tries + 1)
            .SetProperty(m => m.PassingCode, passing)
            .SetProperty(m => m.Place, (string?)null)
            .SetProperty(m => m.JobId, (string?)null)
            .SetProperty(m => m.JobNote, (string?)null),
        ct,
        db => db.Generations.Where(g => g.Id == work.Id).ExecuteUpdateAsync(row => row.SetProperty(g => g.State, GenerationState.Queued), ct));

    private async Task<bool> ChangeAloneAsync(
        MediaWork work, Action<UpdateSettersBuilder<MediaRow>> change, CancellationToken ct, Func<AppDb, Task>? besides = null)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await ChangeAsync(db, work, change, ct))
        {
            return false;
        }

        if (besides is not null)
        {
            await besides(db);
        }

        await transaction.CommitAsync(ct);
        return true;
    }

    private async Task<bool> ChangeAsync(AppDb db, MediaWork work, Action<UpdateSettersBuilder<MediaRow>> change, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var changed = await db.Media.Where(m => m.Id == work.Id && m.Version == work.Row.Version).ExecuteUpdateAsync(
            row =>
            {
                row.SetProperty(m => m.Version, m => m.Version + 1).SetProperty(m => m.UpdatedAt, now);
                change(row);
            },
            ct);
        if (changed == 1)
        {
            await bus.NotifyAsync(db, MediaChannels.Changed, MediaChannels.Payload(work.Row.WorkspaceId, work.Id), ct);
        }

        return changed == 1;
    }
}
