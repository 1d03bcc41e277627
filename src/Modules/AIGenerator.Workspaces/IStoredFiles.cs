using AIGenerator.Kernel.Identity;

namespace AIGenerator.Workspaces;

/// <summary>
/// What a module keeps for workspaces. Every module that keeps files registers one, so that what a workspace may keep counts for all of them
/// together, and whoever counts asks no module's tables.
/// </summary>
public interface IStoredFiles
{
    /// <summary>Bytes of all files that the module keeps for a workspace, those included that only wait for being erased.</summary>
    Task<long> BytesOfAsync(WorkspaceId workspace, CancellationToken ct);
}
