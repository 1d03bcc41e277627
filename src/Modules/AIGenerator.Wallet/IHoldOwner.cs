using AIGenerator.Kernel.Money;

namespace AIGenerator.Wallet;

/// <summary>
/// Knows the work that holds were placed for. Each module that places holds registers one, so that a hold whose work ended without settling it
/// (a bug, or a process that died at the worst moment) is found and closed. A safety net: the module settles its own holds.
/// </summary>
public interface IHoldOwner
{
    /// <summary>
    /// What became of the work behind those of <paramref name="holds"/> that are this module's. Leaves out the ones it has never heard of; an id that
    /// no owner knows is shown to the administrator and stays held.
    /// </summary>
    Task<IReadOnlyList<HeldWork>> WorkOfAsync(IReadOnlyList<Guid> holds, CancellationToken ct);
}

/// <summary>The work behind a hold.</summary>
/// <param name="Hold">Which hold.</param>
/// <param name="End">How it ended; null while it still goes on.</param>
public sealed record HeldWork(Guid Hold, HeldWorkEnd? End);

/// <summary>How work ended.</summary>
/// <param name="Cost">What it should have been charged; zero returns the hold in full.</param>
/// <param name="Cause">The ledger's cause, the same that the module itself would have used.</param>
public sealed record HeldWorkEnd(Credits Cost, Cause Cause);
