using AIGenerator.Kernel.Identity;

namespace AIGenerator.Billing;

/// <summary>How much room the files of a workspace have, whichever module keeps them.</summary>
public interface IStorage
{
    /// <summary>What is taken, and what the plan (or the owner, for everybody) allows.</summary>
    Task<StorageRoom> OfAsync(WorkspaceId workspace, CancellationToken ct);

    /// <summary>
    /// Until the caller's transaction ends, nobody else keeps a file of this workspace: count, then write. Many files at once would all find the
    /// room that one of them takes.
    /// </summary>
    Task LockAsync(WorkspaceId workspace, CancellationToken ct);
}

/// <summary>Room for files.</summary>
/// <param name="Used">Bytes taken.</param>
/// <param name="Limit">Bytes allowed.</param>
public sealed record StorageRoom(long Used, long Limit)
{
    /// <summary>Bytes of a gigabyte, as plans count them.</summary>
    public const long Gigabyte = 1024L * 1024 * 1024;

    /// <summary>Whether so many more bytes find room; with none asked for, whether there is any.</summary>
    public bool Has(long more) => Used + Math.Max(1, more) <= Limit;
}
