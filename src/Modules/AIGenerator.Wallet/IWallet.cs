using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Results;

namespace AIGenerator.Wallet;

/// <summary>
/// Credits of workspaces. Every call works on the scope's <c>AppDb</c> and joins its transaction when there is one (and then does not
/// commit); without one it makes and commits its own. Each is idempotent by its cause or hold id.
/// A change locks the workspace's wallet row until the commit: keep such transactions short, and lock several wallets in the order of their ids.
/// </summary>
public interface IWallet
{
    /// <summary>What the workspace has now. Zero for one that never had a grant.</summary>
    Task<Balance> BalanceOfAsync(WorkspaceId workspace, CancellationToken ct);

    /// <summary>The lots that still have something in them, in the order in which they will be spent.</summary>
    Task<IReadOnlyList<LotBalance>> LotsOfAsync(WorkspaceId workspace, CancellationToken ct);

    /// <summary>Adds a lot of credits. The same cause never books twice: a repeat changes nothing and says false.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount is not positive.</exception>
    Task<bool> GrantAsync(WorkspaceId workspace, Credits amount, LotSource source, Cause cause, DateTimeOffset? expiresAt, CancellationToken ct);

    /// <summary>
    /// Sets credits aside. Refused with <c>wallet.insufficient-credits</c> (arguments <c>needed</c>, <c>available</c>) where the available
    /// balance is less. A hold of zero is allowed, changes no balance and needs no wallet. A repeat with the same id returns the first one.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative.</exception>
    /// <exception cref="InvalidOperationException">The id is another workspace's hold.</exception>
    Task<Result<Hold>> PlaceHoldAsync(Guid holdId, WorkspaceId workspace, Credits amount, CancellationToken ct);

    /// <summary>
    /// Captures <paramref name="cost"/> of the hold (never more than was held) and releases the rest. Settling or releasing a final hold again
    /// changes nothing and returns what was captured the first time.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The cost is negative.</exception>
    /// <exception cref="InvalidOperationException">There is no such hold.</exception>
    Task<Credits> SettleAsync(Guid holdId, Credits cost, Cause cause, CancellationToken ct);

    /// <summary>Returns the hold in full. Nothing happens to a final or unknown hold.</summary>
    Task ReleaseAsync(Guid holdId, CancellationToken ct);

    /// <summary>
    /// The operator's correction: adds (a bonus lot that never expires) or takes away. Taking more than is available is refused with
    /// <c>wallet.insufficient-credits</c>; what is held stays. A repeat with the same key changes nothing; with another
    /// amount or wallet it is refused with <c>wallet.adjustment-key-taken</c>. Returns the balance afterwards.
    /// </summary>
    /// <exception cref="ArgumentException">The amount is zero or the reason is empty.</exception>
    Task<Result<Balance>> AdjustAsync(Adjustment adjustment, CancellationToken ct);

    /// <summary>Deletes everything that is kept for the workspace, when it is erased as a whole.</summary>
    Task EraseAsync(WorkspaceId workspace, CancellationToken ct);

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

/// <summary>What is left of one lot.</summary>
/// <param name="Source">Where it came from.</param>
/// <param name="Remaining">Above zero.</param>
/// <param name="ExpiresAt">Null for lots that never expire.</param>
public sealed record LotBalance(LotSource Source, Credits Remaining, DateTimeOffset? ExpiresAt);

/// <summary>A correction by the operator.</summary>
/// <param name="Workspace">Whose credits.</param>
/// <param name="Amount">Positive adds, negative takes away.</param>
/// <param name="Reason">Shown in the statement; up to 500 characters.</param>
/// <param name="Key">Makes a repeat harmless; up to 200 characters.</param>
/// <param name="By">Which administrator.</param>
public sealed record Adjustment(WorkspaceId Workspace, Credits Amount, string Reason, string Key, UserId? By);

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
/// <param name="Note">Shown beside the entry in the statement, e.g. the model's name. Up to 500 characters.</param>
public sealed record Cause(CauseKind Kind, string Key, string? Note = null);

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
