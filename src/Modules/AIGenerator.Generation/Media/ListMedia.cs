using AIGenerator.Generation.Assets;
using AIGenerator.Generation.Generations;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Text;
using AIGenerator.Models;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Generation.Media;

/// <summary>Generations of media as they stand now, in two queries whatever their number.</summary>
internal sealed class ListMedia(AppDb db, IImageCatalogue models)
{
    public const int Most = 100;

    public async Task<IReadOnlyList<MediaView>> HandleAsync(WorkspaceId workspace, MediaQuery query, CancellationToken ct)
    {
        var wanted = db.Media.AsNoTracking().Where(m => m.WorkspaceId == workspace);
        if (query.Only is { } only)
        {
            wanted = wanted.Where(m => m.Id == only);
        }

        if (query.OpenOnly)
        {
            wanted = wanted.Where(m => m.Stage != MediaStage.Ended);
        }

        if (query.Before is { } before)
        {
            var at = await db.Media.Where(m => m.Id == before).Select(m => (DateTimeOffset?)m.CreatedAt).FirstOrDefaultAsync(ct);
            wanted = wanted.Where(m => m.CreatedAt < at || (m.CreatedAt == at && m.Id.CompareTo(before) < 0));
        }

        if (PromptWords.PatternOf(query.Words) is { } pattern)
        {
            wanted = wanted.Where(m => EF.Functions.ILike(MediaFunctions.TextOf(m.Request, "prompt"), pattern));
        }

        var joined = wanted.Join(db.Generations.AsNoTracking(), m => m.Id, g => g.Id, (m, g) => new { Row = m, Generation = g });
        if (query.Model is { Length: > 0 } named && StoredText.Clean(named) is var model)
        {
            joined = joined.Where(pair => pair.Generation.Model == model);
        }

        var rows = await joined.OrderByDescending(pair => pair.Row.CreatedAt).ThenByDescending(pair => pair.Row.Id).Take(Math.Clamp(query.Take, 1, Most)).ToListAsync(ct);
        var ids = rows.ConvertAll(pair => (Guid?)pair.Row.Id);
        var assets = ids.Count == 0
            ? []
            : await db.Assets.AsNoTracking().Where(a => ids.Contains(a.GenerationId) && a.DeletedAt == null).OrderBy(a => a.Place).ToListAsync(ct);
        var byGeneration = assets.ToLookup(asset => asset.GenerationId);
        return rows.ConvertAll(pair => ViewOf(new MediaWork(pair.Row, pair.Generation), byGeneration[pair.Row.Id]));
    }

    private MediaView ViewOf(MediaWork work, IEnumerable<AssetRow> assets)
    {
        var model = models.Find(work.Generation.Model);
        var (width, height) = model is null ? (0, 0) : MediaOrders.SizeOf(work.Request, model);
        var stage = work.Row.Stage.ToString();
        return new MediaView(
            work.Id, work.Generation.Model, work.Request, width, height, work.Generation.State, char.ToLowerInvariant(stage[0]) + stage[1..], work.Row.Position,
            work.Row.Progress, work.Held, work.Generation.CostCredits, work.Row.Withheld, work.Generation.ErrorCode, work.Row.CreatedAt, work.Generation.FinishedAt,
            [.. assets.Select(KeepAssets.ViewOf)]);
    }
}
