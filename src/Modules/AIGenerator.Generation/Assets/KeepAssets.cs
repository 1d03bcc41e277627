using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Media.Files;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Generation.Assets;

/// <summary>Stored files: opened, taken away and brought back.</summary>
internal sealed class KeepAssets(AppDb db, IFileStore files, AddAsset add, ListAssets list, TimeProvider clock) : IAssets
{
    public static AssetView ViewOf(AssetRow row) => new(
        row.Id, row.GenerationId, row.Place, row.Origin, row.MediaType, row.Bytes, row.Width, row.Height, row.BlurHash, row.Previews, row.Seed, row.Prompt, row.ParentId,
        row.CreatedAt);

    public Task<Result<AssetView>> AddAsync(NewAsset asset, CancellationToken ct) => add.HandleAsync(asset, ct);

    public Task<Result<AssetView>> AddMaskAsync(NewMask mask, CancellationToken ct) => add.HandleAsync(mask, ct);

    public async Task<AssetView?> FindAsync(Guid id, WorkspaceId workspace, CancellationToken ct) => await RowAsync(id, workspace, ct) is { } row ? ViewOf(row) : null;

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

    public Task<int> RestoreAsync(IReadOnlyList<Guid> ids, WorkspaceId workspace, CancellationToken ct) =>
        db.Assets.Where(a => ids.Contains(a.Id) && a.WorkspaceId == workspace && a.DeletedAt != null)
            .ExecuteUpdateAsync(row => row.SetProperty(a => a.DeletedAt, (DateTimeOffset?)null), ct);

    private Task<AssetRow?> RowAsync(Guid id, WorkspaceId workspace, CancellationToken ct) =>
        db.Assets.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id && a.WorkspaceId == workspace && a.DeletedAt == null && a.Origin != AssetOrigin.Mask, ct);
}
