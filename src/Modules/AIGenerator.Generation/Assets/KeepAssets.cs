using System.Security.Cryptography;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Media;
using AIGenerator.Media.Files;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Generation.Assets;

/// <summary>Stored files: found, opened, brought, taken away and brought back.</summary>
internal sealed class KeepAssets(AppDb db, IFileStore files, IMediaIntake intake, TimeProvider clock) : IAssets
{
    public static AssetView ViewOf(AssetRow row) => new(
        row.Id, row.GenerationId, row.Place, row.Origin, row.MediaType, row.Bytes, row.Width, row.Height, row.BlurHash, row.Previews, row.Seed, row.Prompt, row.ParentId,
        row.CreatedAt);

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

    public async Task<Result<AssetView>> AddUploadAsync(Guid id, WorkspaceId workspace, string path, string name, bool isVisitor, CancellationToken ct)
    {
        if (await RowAsync(id, workspace, ct) is { } first)
        {
            return ViewOf(first);
        }

        if (!(await intake.ReadAsync(path, name, new FileSender(workspace.Value, isVisitor), ct)).Ok(out var file, out var refusal))
        {
            return refusal;
        }

        if (file.Kind != FileKind.Picture)
        {
            return new Error("assets.no-picture", "The file is no picture.", ErrorKind.Unprocessable, "file");
        }

        var now = clock.GetUtcNow();
        var row = new AssetRow
        {
            Id = id, WorkspaceId = workspace, Place = 0, Origin = AssetOrigin.Uploaded, MediaType = file.MediaType, FileKey = $"uploads/{Guid.CreateVersion7(now):N}",
            Bytes = file.Bytes.Length, Width = file.Width, Height = file.Height, Sha256 = SHA256.HashData(file.Bytes.Span), Previews = 0, CreatedAt = now,
        };
        await files.SaveAsync(row.FileKey, file.Bytes, ct);
        db.Assets.Add(row);
        try
        {
            await db.SaveChangesAsync(ct);
            return ViewOf(row);
        }
        catch (DbUpdateException)
        {
            // The same id at the same time: the other one was faster, or it is somebody else's.
            db.ChangeTracker.Clear();
            await files.DeleteAsync(row.FileKey, CancellationToken.None);
            return await RowAsync(id, workspace, ct) is { } twin ? ViewOf(twin) : GenerationErrors.UnknownAsset;
        }
    }

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
        db.Assets.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id && a.WorkspaceId == workspace && a.DeletedAt == null, ct);
}
