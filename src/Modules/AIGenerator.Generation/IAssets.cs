using AIGenerator.Kernel.Identity;

namespace AIGenerator.Generation;

/// <summary>Stored media files of workspaces.</summary>
public interface IAssets
{
    /// <summary>A file's content, or one of its smaller sizes (0 to 2; the whole where that one is missing). Null where there is none, or it is deleted or not this workspace's.</summary>
    Task<AssetContent?> OpenAsync(Guid id, WorkspaceId workspace, int? preview, CancellationToken ct);

    /// <summary>Takes assets out of sight; they can be brought back for a while, then their files go. How many there were.</summary>
    Task<int> DeleteAsync(IReadOnlyList<Guid> ids, WorkspaceId workspace, CancellationToken ct);

    /// <summary>Brings deleted assets back.</summary>
    Task<int> RestoreAsync(IReadOnlyList<Guid> ids, WorkspaceId workspace, CancellationToken ct);
}

/// <summary>An open file.</summary>
/// <param name="Content">Whoever takes it disposes of it.</param>
/// <param name="MediaType">Its type.</param>
public sealed record AssetContent(Stream Content, string MediaType);
