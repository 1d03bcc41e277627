using AIGenerator.Generation.Generations;
using AIGenerator.Generation.Media;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Generation.Administration;

/// <summary>Reads the administrator's view of media, one query for each part of it.</summary>
internal sealed class ReadMediaBoard(AppDb db, IEnumerable<IMediaOwner> owners, TimeProvider clock)
{
    public const int Page = 30;
    private const int MostFailures = 20;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>What is not over, by where it stands.</summary>
    public async Task<IReadOnlyList<BoardQueue>> QueueAsync(CancellationToken ct)
    {
        var groups = await db.Media.AsNoTracking().Where(m => m.Stage != MediaStage.Ended).GroupBy(m => new { m.Stage, m.IsReleased })
            .Select(group => new { group.Key.Stage, group.Key.IsReleased, Count = group.Count(), Oldest = group.Min(m => m.CreatedAt) }).ToListAsync(ct);
        return [.. groups.Select(g => new BoardQueue(g.Stage, g.IsReleased, g.Count, g.Oldest)).OrderBy(line => line.Stage).ThenByDescending(line => line.IsReleased)];
    }

    /// <summary>Answers that are being written; null where there are none.</summary>
    public async Task<BoardTexts?> TextsAsync(CancellationToken ct) =>
        await db.Generations.AsNoTracking().Where(g => g.Kind == GenerationKind.Text && (g.State == GenerationState.Queued || g.State == GenerationState.Running))
            .GroupBy(_ => 1).Select(group => new BoardTexts(group.Count(), group.Min(g => g.CreatedAt))).FirstOrDefaultAsync(ct);

    /// <summary>What failed within a day, answers and media, most frequent first.</summary>
    public async Task<IReadOnlyList<BoardFailures>> FailuresAsync(CancellationToken ct)
    {
        var since = clock.GetUtcNow() - Day;
        return await db.Database.SqlQuery<BoardFailures>(
            $"""
            select kind = 'Text' as "IsText", error_code as "Code", provider as "Provider", count(*)::int as "Count", max(finished_at) as "Latest",
                   (array_agg(id order by finished_at desc))[1:3] as "Examples"
            from generation.generations where state = 'Failed' and finished_at > {since}
            group by kind = 'Text', error_code, provider order by count(*) desc, max(finished_at) desc limit {MostFailures}
            """).ToListAsync(ct);
    }

    /// <summary>Generations, a page at a time.</summary>
    public async Task<BoardPage> RowsAsync(BoardQuery query, CancellationToken ct)
    {
        var wanted = db.Generations.AsNoTracking().Where(g => g.Kind != GenerationKind.Text);
        wanted = query.State switch
        {
            BoardState.Open => wanted.Where(g => g.State == GenerationState.Queued || g.State == GenerationState.Running),
            BoardState.Waiting => wanted.Where(g => g.State == GenerationState.Queued),
            BoardState.Running => wanted.Where(g => g.State == GenerationState.Running),
            BoardState.Failed => wanted.Where(g => g.State == GenerationState.Failed),
            BoardState.Canceled => wanted.Where(g => g.State == GenerationState.Canceled),
            BoardState.Succeeded => wanted.Where(g => g.State == GenerationState.Succeeded),
        };
        if (query.Model is { } model)
        {
            wanted = wanted.Where(g => g.Model == model);
        }

        if (query.Named is { } named)
        {
            var workspace = new WorkspaceId(named);
            wanted = wanted.Where(g => g.WorkspaceId == workspace || g.Id == named);
        }

        if (query.From is { } from)
        {
            wanted = query.IsOldestFirst ? wanted.Where(g => g.Id.CompareTo(from) > 0) : wanted.Where(g => g.Id.CompareTo(from) < 0);
        }

        var ordered = query.IsOldestFirst ? wanted.OrderBy(g => g.Id) : wanted.OrderByDescending(g => g.Id);
        var rows = await ordered.Take(Page + 1).Join(db.Media.AsNoTracking(), g => g.Id, m => m.Id, (g, m) => new { Generation = g, Row = m }).ToListAsync(ct);
        var sorted = query.IsOldestFirst ? rows.OrderBy(pair => pair.Row.Id) : rows.OrderByDescending(pair => pair.Row.Id);
        var page = sorted.Take(Page).Select(pair => RowOf(pair.Generation, pair.Row)).ToList();
        return new BoardPage(page, rows.Count > Page ? page[^1].Id : null);
    }

    private BoardRow RowOf(GenerationRow generation, MediaRow media) => new(
        media.Id, media.WorkspaceId, generation.Model, media.Count, generation.State, media.Stage, media.IsReleased, generation.Provider, media.UpstreamModel, media.JobId,
        media.Tries, media.Position, media.Progress, generation.ErrorCode, generation.HeldCredits, generation.CostCredits, generation.CancelRequestedAt is not null,
        media.CreatedAt, media.UpdatedAt, generation.FinishedAt, media.Again, owners.Any(owner => owner.Kind == generation.Owner));
}
