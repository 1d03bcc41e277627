using AIGenerator.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Generation.Media;

/// <summary>
/// Who gets a vendor's place when one is free: the higher plan first, then the workspace that has the fewest there, then the oldest
/// by our own clock. Everybody asks again
/// and again; who has not for a while has found something better or is dead, and holds up nobody.
/// </summary>
internal static class MediaPlaces
{
    private static readonly TimeSpan Sign = TimeSpan.FromSeconds(5);

    /// <summary>Within a transaction, until whose end nobody else asks for such a place. Where none is for it, it is noted that it waits.</summary>
    public static async Task<bool> IsFreeAsync(AppDb db, MediaWork work, string place, int most, DateTimeOffset now, CancellationToken ct)
    {
        // One after the other: two that count at the same time would both find the last place.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({place}, 4161))", ct);
        var taken = await db.Media.CountAsync(m => m.Place == place && (m.Stage == MediaStage.Submitting || m.Stage == MediaStage.UnderWay) && m.Id != work.Id, ct);
        if (taken < most && most - taken > await BeforeAsync(db, work, place, now, ct))
        {
            return true;
        }

        // Seldom, and without touching the version: it may ask several times a second.
        var old = now - Sign;
        await db.Media.Where(m => m.Id == work.Id && m.Version == work.Row.Version && (m.Place != place || m.WaitsAt == null || m.WaitsAt < old))
            .ExecuteUpdateAsync(row => row.SetProperty(m => m.Place, place).SetProperty(m => m.WaitsAt, now), ct);
        return false;
    }

    /// <summary>How many others that wait for such a place come first.</summary>
    private static Task<int> BeforeAsync(AppDb db, MediaWork work, string place, DateTimeOffset now, CancellationToken ct)
    {
        var asked = now - (2 * Sign);
        return db.Database.SqlQuery<int>(
            $"""
            with busy as (
                select workspace_id, count(*) as running from generation.media
                where place = {place} and stage in ('Submitting', 'UnderWay') group by workspace_id)
            select count(*)::int as "Value" from generation.media as other
            where other.place = {place} and other.stage = 'Waiting' and other.waits_at > {asked} and other.id <> {work.Id}
                and (-other.priority, coalesce((select running from busy where busy.workspace_id = other.workspace_id), 0), other.created_at, other.id)
                    < (-{work.Row.Priority}, coalesce((select running from busy where busy.workspace_id = {work.Row.WorkspaceId.Value}), 0), {work.Row.CreatedAt}, {work.Id})
            """).SingleAsync(ct);
    }
}
