using AIGenerator.Generation.Assets;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Media.Generated;

namespace AIGenerator.Generation;

/// <summary>Stored media files of workspaces.</summary>
public interface IAssets
{
    /// <summary>
    /// Keeps what a person brought, whole or not at all. An id of the same workspace again gives the first one. Refusals:
    /// <c>generations.storage-full</c>, <c>assets.id-taken</c>.
    /// </summary>
    Task<Result<AssetView>> AddAsync(NewAsset asset, CancellationToken ct);

    /// <summary>
    /// Keeps where to work on an asset, to be named by generations. Erased after a day where none used it. The same id again gives the first one.
    /// Refusals as above.
    /// </summary>
    Task<Result<AssetView>> AddMaskAsync(NewMask mask, CancellationToken ct);

    /// <summary>A file; null where there is none, or it is deleted, a mask, or not this workspace's.</summary>
    Task<AssetView?> FindAsync(Guid id, WorkspaceId workspace, CancellationToken ct);

    /// <summary>What a file was made from and what was made from it; null where <see cref="FindAsync"/> gives none.</summary>
    Task<AssetLineage?> LineageAsync(Guid id, WorkspaceId workspace, CancellationToken ct);

    /// <summary>A file's content, or one of its smaller sizes (0 to 2; the whole where that one is missing). Null where <see cref="FindAsync"/> gives none.</summary>
    Task<AssetContent?> OpenAsync(Guid id, WorkspaceId workspace, int? preview, CancellationToken ct);

    /// <summary>Pictures of a workspace, newest first; never masks, nor what is deleted.</summary>
    Task<IReadOnlyList<ListedAsset>> ListAsync(WorkspaceId workspace, AssetQuery query, CancellationToken ct);

    /// <summary>The catalogue ids of those models that made something which is still there.</summary>
    Task<IReadOnlyList<string>> ModelsAsync(WorkspaceId workspace, CancellationToken ct);

    /// <summary>Takes assets out of sight; they can be brought back for a while, then their files go. How many there were.</summary>
    Task<int> DeleteAsync(IReadOnlyList<Guid> ids, WorkspaceId workspace, CancellationToken ct);

    /// <summary>Brings deleted assets back.</summary>
    Task<int> RestoreAsync(IReadOnlyList<Guid> ids, WorkspaceId workspace, CancellationToken ct);
}

/// <summary>Which pictures.</summary>
/// <param name="Take">At most so many, up to 200.</param>
/// <param name="Before">Older than this one.</param>
/// <param name="Origin">Made here, or brought.</param>
/// <param name="Words">Those whose prompt holds these words.</param>
/// <param name="Model">Those that this model made.</param>
/// <param name="Only">Some of these.</param>
public sealed record AssetQuery(
    int Take = 60, Guid? Before = null, AssetOrigin? Origin = null, string? Words = null, string? Model = null, IReadOnlyList<Guid>? Only = null);

/// <summary>A picture and what it was made by.</summary>
/// <param name="Asset">The file.</param>
/// <param name="Model">The catalogue id; null for what was brought.</param>
/// <param name="Prompt">In the person's words; null where there were none.</param>
public sealed record ListedAsset(AssetView Asset, string? Model, string? Prompt);

/// <summary>A file that a person brought, checked and made harmless.</summary>
/// <param name="Id">Its id; carries its time.</param>
/// <param name="Workspace">Whose.</param>
/// <param name="Picture">The file, its size and its smaller ones.</param>
public sealed record NewAsset(Guid Id, WorkspaceId Workspace, GeneratedPicture Picture);

/// <summary>Where to work on an asset.</summary>
/// <param name="Id">Its id; carries its time.</param>
/// <param name="Workspace">Whose.</param>
/// <param name="Source">The asset; the mask is as large.</param>
/// <param name="Pixels">One byte for each of the asset's pixels, row by row: 255 for what is made anew, 0 for the rest.</param>
public sealed record NewMask(Guid Id, WorkspaceId Workspace, AssetView Source, ReadOnlyMemory<byte> Pixels);

/// <summary>An asset among its kin. Deleted ones are left out.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Ancestors">What it was made from, what that was made from, and so on: the oldest first, at most 20.</param>
/// <param name="Children">What was made from it, the newest first, at most 24.</param>
public sealed record AssetLineage(AssetView Asset, IReadOnlyList<AssetView> Ancestors, IReadOnlyList<AssetView> Children);

/// <summary>An open file.</summary>
/// <param name="Content">Whoever takes it disposes of it.</param>
/// <param name="MediaType">Its type.</param>
public sealed record AssetContent(Stream Content, string MediaType);
