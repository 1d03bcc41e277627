using AIGenerator.Kernel.Identity;

namespace AIGenerator.Workspaces;

/// <summary>What a module keeps in files for a workspace. Each module that keeps files has one: the room of a workspace is what they all leave.</summary>
public interface IStorageUse
{
    /// <summary>Bytes, deleted files that can still come back among them.</summary>
    Task<long> BytesAsync(WorkspaceId workspace, CancellationToken ct);
}
