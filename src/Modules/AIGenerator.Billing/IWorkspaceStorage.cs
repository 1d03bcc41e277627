using AIGenerator.Kernel.Identity;

namespace AIGenerator.Billing;

/// <summary>The room that all files of a workspace have together, whichever module keeps them.</summary>
public interface IWorkspaceStorage
{
    /// <summary>What is taken, and what the plan (or the owner of the installation) gives.</summary>
    Task<StorageUse> UseAsync(WorkspaceId workspace, CancellationToken ct);

    /// <summary>
    /// Until the caller's transaction ends, nobody else keeps a file of this workspace: count, then write. Many files at once would all find the
    /// room that one of them takes.
    /// </summary>
    Task LockAsync(WorkspaceId workspace, CancellationToken ct);
}

/// <summary>How much of its room a workspace uses.</summary>
/// <param name="Used">Bytes.</param>
/// <param name="Limit">Bytes.</param>
public sealed record StorageUse(long Used, long Limit)
{
    /// <summary>Whether so many more bytes find room; with none asked for, whether there is any.</summary>
    public bool HasRoomFor(long more) => Used + Math.Max(1, more) <= Limit;
}
