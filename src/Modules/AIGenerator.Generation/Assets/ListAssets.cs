using AIGenerator.Generation.Generations;
using AIGenerator.Generation.Media;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Text;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Generation.Assets;

/// <summary>The pictures of a workspace with the words they were made by, in one query that walks the index of the workspace's files.</summary>
internal sealed class ListAssets(AppDb db)
{
    public const int Most = 200;

    public async Task<IReadOnlyList<ListedAsset>> HandleAsync(WorkspaceId workspace, AssetQuery query, CancellationToken ct)
    {
        var wanted = Shown(workspace);
        if (query.Only is { } only)
        {
            wanted = wanted.Where(a => only.Contains(a.Id));
        }

        if (query.Before is { } before)
        {
            wanted = wanted.Where(a => a.Id.CompareTo(before) < 0);
        }

        if (query.Origin is { } origin)
        {
            wanted = wanted.Where(a => a.Origin == origin);
        }

        var joined = wanted
            .LeftJoin(db.Generations.AsNoTracking(), a => a.GenerationId, g => (Guid?)g.Id, (a, g) => new { Row = a, Generation = g })
            .LeftJoin(db.Media.AsNoTracking(), pair => pair.Row.GenerationId, m => (Guid?)m.Id, (pair, m) => new { pair.Row, pair.Generation, Media = m });
        if (PromptWords.PatternOf(query.Words) is { } pattern)
        {
            joined = joined.Where(one => EF.Functions.ILike(MediaFunctions.TextOf(one.Media!.Request, "prompt"), pattern));
        }

        if (query.Model is { Length: > 0 } named && StoredText.Clean(named) is var model)
        {
            joined = joined.Where(one => one.Generation!.Model == model);
        }

        var rows = await joined.OrderByDescending(one => one.Row.Id).Take(Math.Clamp(query.Take, 1, Most))
            .Select(one => new
            {
                one.Row,
                Model = one.Generation == null ? null : one.Generation.Model,
                Prompt = one.Media == null ? null : MediaFunctions.TextOf(one.Media.Request, "prompt"),
            })
            .ToListAsync(ct);
        return rows.ConvertAll(one => new ListedAsset(KeepAssets.ViewOf(one.Row), one.Model, one.Prompt is { Length: > 0 } prompt ? prompt : null));
    }

    public async Task<IReadOnlyList<string>> ModelsAsync(WorkspaceId workspace, CancellationToken ct) =>
        await Shown(workspace).Join(db.Generations.AsNoTracking(), a => a.GenerationId, g => (Guid?)g.Id, (_, g) => g.Model).Distinct().OrderBy(model => model).ToListAsync(ct);

    private IQueryable<AssetRow> Shown(WorkspaceId workspace) =>
        db.Assets.AsNoTracking().Where(a => a.WorkspaceId == workspace && a.DeletedAt == null && a.Origin != AssetOrigin.Mask);
}
