using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Results;

namespace AIGenerator.Wallet;

/// <summary>
/// Credits of workspaces. Every call works on the scope's <c>AppDb</c> and joins its transaction when there is one (and then does not
/// commit); without one it makes and commits its own. Each is idempotent by its cause or hold id.
/// </summary>
public interface IWallet
{
    /// <summary>What the workspace has now. Zero for one that never had a grant.</summary>
    Task<Balance> BalanceOfAsync(WorkspaceId workspace, CancellationToken ct);

    /// <summary>Adds a lot of credits. The same cause never books twice: a repeat changes nothing and says false.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount is not positive.</exception>
    Task<bool> GrantAsync(WorkspaceId workspace, Credits amount, LotSource source, Cause cause, DateTimeOffset? expiresAt, CancellationToken ct);

    /// <summary>
    /// Sets credits aside. Refused with <c>wallet.insufficient-credits</c> (arguments <c>needed</c>, <c>available</c>) where the available
    /// balance is less. A hold of zero is allowed and changes no balance. A repeat with the same id returns the first one.
    /// </summary>
    Task<Result<Hold>> PlaceHoldAsync(Guid holdId, WorkspaceId workspace, Credits amount, CancellationToken ct);

    /// <summary>
    /// Captures <paramref name="cost"/> of the hold (never more than was held) and releases the rest. Settling or releasing a final hold again
    /// changes nothing and returns what was captured the first time.
    /// </summary>
    Task<Credits> SettleAsync(Guid holdId, Credits cost, Cause cause, CancellationToken ct);

    /// <summary>Returns the hold in full. Nothing happens to a final hold.</summary>
    Task ReleaseAsync(Guid holdId, CancellationToken ct);

    /// <summary>Recomputes everything from the rows and lists what does not add up; empty when the books balance.</summary>
    Task<IReadOnlyList<string>> FindImbalancesAsync(CancellationToken ct);
}

/// <summary>A workspace's credits.</summary>
/// <param name="Total">Sum of the ledger.</param>
/// <param name="Held">Set aside for running work.</param>
public sealed record Balance(Credits Total, Credits Held)
{
    /// <summary>What can be spent now.</summary>
    public Credits Available => Total - Held;
}

/// <summary>Credits set aside for one generation.</summary>
public sealed record Hold(Guid Id, WorkspaceId Workspace, Credits Amount);

/// <summary>Where a lot came from.</summary>
public enum LotSource
{
    /// <summary>A plan's monthly amount; expires at the end of its period.</summary>
    Plan,

    /// <summary>Bought; never expires.</summary>
    Purchase,

    /// <summary>A gift of the operator.</summary>
    Bonus,

    /// <summary>From an invitee's purchase.</summary>
    Referral,

    /// <summary>Earned.</summary>
    Reward,

    /// <summary>Returned money.</summary>
    Refund,
}

/// <summary>Why an entry exists. <paramref name="Kind"/> and <paramref name="Key"/> together are unique in the ledger.</summary>
/// <param name="Kind">The sort of cause.</param>
/// <param name="Key">Unique within its kind: the generation's id, <c>free:{workspace}:2026-11</c>, a payment's id. Up to 200 characters.</param>
public sealed record Cause(CauseKind Kind, string Key);

/// <summary>The sorts of causes of ledger entries (domain.md).</summary>
public enum CauseKind
{
    /// <summary>A generation was settled.</summary>
    Generation,

    /// <summary>A plan's grant.</summary>
    Plan,

    /// <summary>A payment.</summary>
    Payment,

    /// <summary>A refund.</summary>
    Refund,

    /// <summary>A reward.</summary>
    Reward,

    /// <summary>A referral.</summary>
    Referral,

    /// <summary>Between workspaces.</summary>
    Transfer,

    /// <summary>A lot ran out.</summary>
    Expiry,

    /// <summary>The operator, with a reason.</summary>
    Adjustment,
}
