using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Media.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AIGenerator.Generation.Assets;

/// <summary>Stored files: opened, taken away and brought back.</summary>
internal sealed class KeepAssets(AppDb db, IFileStore files, AddAsset add, ListAssets list, IOptions<GenerationOptions> options, TimeProvider clock) : IAssets
{
    public static AssetView ViewOf(AssetRow row) => new(
        row.Id, row.GenerationId, row.Place, row.Origin, row.MediaType, row.Bytes, row.Width, row.Height, row.BlurHash, row.Previews, row.Seed, row.Prompt, row.ParentId,
        row.CreatedAt);

    public Task<Result<AssetView>> AddAsync(NewAsset asset, CancellationToken ct) => add.HandleAsync(asset, ct);

    public Task<Result<AssetView>> AddMaskAsync(NewMask mask, CancellationToken ct) => add.HandleAsync(mask, ct);

    public async Task<AssetView?> FindAsync(Guid id, WorkspaceId workspace, CancellationToken ct) => await RowAsync(id, workspace, ct) is { } row ? ViewOf(row) : null;

    public async Task<AssetLineage?> LineageAsync(Guid id, WorkspaceId workspace, CancellationToken ct)
    {
        if (await RowAsync(id, workspace, ct) is not { } row)
        {
            return null;
        }

        // Composed, so that the columns are named (docs/decisions/0018).
        var ancestors = await db.Assets.FromSql(
            $"""
            with recursive line as (
                select parent_id, 1 as depth from generation.assets where id = {id}
                union all
                select a.parent_id, line.depth + 1 from line join generation.assets a on a.id = line.parent_id where line.depth < 20)
            select a.* from generation.assets a join line on line.parent_id = a.id where a.workspace_id = {workspace.Value} and a.deleted_at is null
            """).AsNoTracking().OrderBy(a => a.Id).ToListAsync(ct);
        var children = await db.Assets.AsNoTracking().Where(a => a.ParentId == id && a.WorkspaceId == workspace && a.DeletedAt == null && a.Origin != AssetOrigin.Mask)
            .OrderByDescending(a => a.Id).Take(24).ToListAsync(ct);

        // What is made from a picture is younger than it, so age is the order.
        return new AssetLineage(ViewOf(row), [.. ancestors.DistinctBy(a => a.Id).OrderBy(a => a.CreatedAt).Select(ViewOf)], children.ConvertAll(ViewOf));
    }

    public async Task<AssetContent?> OpenAsync(Guid id, WorkspaceId workspace, int? preview, CancellationToken ct)
    {
        if (await RowAsync(id, workspace, ct) is not { } row)
        {
            return null;
        }

        var isSmaller = preview is { } size && size < row.Previews;
        return await files.OpenAsync(isSmaller ? $"{row.FileKey}-{preview}" : row.FileKey, ct) is { } content
            ? new AssetContent(content, isSmaller ? "image/webp" : row.MediaType)
            : null;
    }

    public Task<IReadOnlyList<ListedAsset>> ListAsync(WorkspaceId workspace, AssetQuery query, CancellationToken ct) => list.HandleAsync(workspace, query, ct);

    public Task<IReadOnlyList<string>> ModelsAsync(WorkspaceId workspace, CancellationToken ct) => list.ModelsAsync(workspace, ct);

    public Task<int> DeleteAsync(IReadOnlyList<Guid> ids, WorkspaceId workspace, CancellationToken ct)
    {
        DateTimeOffset? now = clock.GetUtcNow();
        return db.Assets.Where(a => ids.Contains(a.Id) && a.WorkspaceId == workspace && a.DeletedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(a => a.DeletedAt, now), ct);
    }

    public Task<int> RestoreAsync(IReadOnlyList<Guid> ids, WorkspaceId workspace, CancellationToken ct)
    {
        // Until then and no longer: from a moment later on the files may be going.
        var oldest = clock.GetUtcNow() - options.Value.DeletedStay;
        return db.Assets.Where(a => ids.Contains(a.Id) && a.WorkspaceId == workspace && a.DeletedAt >= oldest)
            .ExecuteUpdateAsync(row => row.SetProperty(a => a.DeletedAt, (DateTimeOffset?)null), ct);
    }

    private Task<AssetRow?> RowAsync(Guid id, WorkspaceId workspace, CancellationToken ct) =>
        db.Assets.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id && a.WorkspaceId == workspace && a.DeletedAt == null && a.Origin != AssetOrigin.Mask, ct);
}
