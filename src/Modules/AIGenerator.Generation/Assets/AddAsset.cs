using System.Security.Cryptography;
using AIGenerator.Generation.Media;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Media.Files;
using AIGenerator.Media.Generated;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Generation.Assets;

/// <summary>Keeps what a person brought: the files first, then the row, so that a row always has its files.</summary>
internal sealed class AddAsset(AppDb db, IFileStore files, IFileRoom room, TimeProvider clock)
{
    public Task<Result<AssetView>> HandleAsync(NewAsset asset, CancellationToken ct) =>
        KeepAsync(RowOf(asset.Id, asset.Workspace, AssetOrigin.Uploaded, asset.Picture, parent: null), asset.Picture, ct);

    public Task<Result<AssetView>> HandleAsync(NewMask mask, CancellationToken ct)
    {
        var packed = new GeneratedPicture(MediaOrders.MaskMediaType, MediaOrders.Packed(mask.Pixels.Span), mask.Source.Width ?? 0, mask.Source.Height ?? 0, null, []);
        return KeepAsync(RowOf(mask.Id, mask.Workspace, AssetOrigin.Mask, packed, mask.Source.Id), packed, ct);
    }

    private async Task<Result<AssetView>> KeepAsync(AssetRow row, GeneratedPicture picture, CancellationToken ct)
    {
        try
        {
            await SaveAsync(row, picture, ct);
            if (await WriteAsync(row, ct) is not { } refusal)
            {
                return KeepAssets.ViewOf(row);
            }

            await DiscardAsync(row);
            return refusal;
        }
        catch (DbUpdateException)
        {
            await DiscardAsync(row);
            var first = await db.Assets.AsNoTracking().FirstOrDefaultAsync(a => a.Id == row.Id && a.WorkspaceId == row.WorkspaceId && a.Origin == row.Origin && a.DeletedAt == null, ct);
            return first is null ? GenerationErrors.AssetIdTaken : KeepAssets.ViewOf(first);
        }
        catch
        {
            await DiscardAsync(row);
            throw;
        }
    }

    private async Task<Error?> WriteAsync(AssetRow row, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await room.RefusalInTurnAsync(row.WorkspaceId, row.Bytes, ct) is { } refusal)
        {
            return refusal;
        }

        db.Assets.Add(row);
        await db.SaveChangesAsync(ct);
        // Not stopped half way: whoever thinks it failed erases the file.
        await transaction.CommitAsync(CancellationToken.None);
        return null;
    }

    private async Task SaveAsync(AssetRow row, GeneratedPicture picture, CancellationToken ct)
    {
        await files.SaveAsync(row.FileKey, picture.Bytes, ct);
        foreach (var (index, preview) in picture.Previews.Index())
        {
            await files.SaveAsync($"{row.FileKey}-{index}", preview.Bytes, ct);
        }
    }

    private async Task DiscardAsync(AssetRow row)
    {
        await files.DeleteAsync(row.FileKey, CancellationToken.None);
        for (var preview = 0; preview < row.Previews; preview++)
        {
            await files.DeleteAsync($"{row.FileKey}-{preview}", CancellationToken.None);
        }
    }

    private AssetRow RowOf(Guid id, WorkspaceId workspace, AssetOrigin origin, GeneratedPicture picture, Guid? parent)
    {
        var now = clock.GetUtcNow();
        return new AssetRow
        {
            Id = id, WorkspaceId = workspace, Place = 0, Origin = origin, MediaType = picture.MediaType, Bytes = picture.Bytes.Length, Width = picture.Width,
            Height = picture.Height, Sha256 = SHA256.HashData(picture.Bytes.Span), BlurHash = picture.BlurHash, Previews = picture.Previews.Count, ParentId = parent,
            CreatedAt = now,

            // A name of its own: the same id sent twice at once must not write over the first one's files.
            FileKey = $"media/uploads/{Guid.CreateVersion7(now):N}",
        };
    }
}
