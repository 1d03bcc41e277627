using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;

namespace AIGenerator.Generation;

/// <summary>Stored media files of workspaces.</summary>
public interface IAssets
{
    /// <summary>The asset where it is this workspace's and not deleted.</summary>
    Task<AssetView?> FindAsync(Guid id, WorkspaceId workspace, CancellationToken ct);

    /// <summary>Its content, or one of its smaller sizes (0 to 2; the nearest larger where that one is missing). Null where there is none.</summary>
    Task<AssetContent?> OpenAsync(Guid id, WorkspaceId workspace, int? preview, CancellationToken ct);

    /// <summary>Keeps a picture that a person brought. The same id again gives the first one. Refusals: <c>media.*</c>.</summary>
    Task<Result<AssetView>> AddUploadAsync(Guid id, WorkspaceId workspace, string path, string name, bool isVisitor, CancellationToken ct);

    /// <summary>Takes assets out of sight; they can be brought back for a while, then their files go. How many there were.</summary>
    Task<int> DeleteAsync(IReadOnlyList<Guid> ids, WorkspaceId workspace, CancellationToken ct);

    /// <summary>Brings deleted assets back.</summary>
    Task<int> RestoreAsync(IReadOnlyList<Guid> ids, WorkspaceId workspace, CancellationToken ct);
}

/// <summary>An open file.</summary>
/// <param name="Content">Whoever takes it disposes of it.</param>
/// <param name="MediaType">Its type.</param>
public sealed record AssetContent(Stream Content, string MediaType);
