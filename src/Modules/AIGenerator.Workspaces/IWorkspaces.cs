using AIGenerator.Kernel.Events;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;

namespace AIGenerator.Workspaces;

/// <summary>Who owns what, and who may act for whom.</summary>
public interface IWorkspaces
{
    /// <summary>The user's personal workspace; every user has exactly one from the transaction that created him.</summary>
    Task<WorkspaceId> PersonalOfAsync(UserId user, CancellationToken ct);

    /// <summary>The user's role there, or null where he is no member.</summary>
    Task<WorkspaceRole?> RoleOfAsync(UserId user, WorkspaceId workspace, CancellationToken ct);

    /// <summary>Who owns a workspace; null for a visitor's and for one that is not there.</summary>
    Task<UserId?> OwnerOfAsync(WorkspaceId workspace, CancellationToken ct);

    /// <summary>
    /// Keeps the workspace from being erased until the caller's transaction ends: whatever begins rows of a workspace asks here before its commit, so that nothing
    /// is written for one that is gone and would never be erased. Refusal: <c>workspaces.gone</c> (404).
    /// </summary>
    /// <exception cref="InvalidOperationException">The scope's context has no transaction.</exception>
    Task<Error?> HoldAsync(WorkspaceId workspace, CancellationToken ct);

    /// <summary>Ids of all personal and team workspaces (no visitors), by keyset: those above <paramref name="after"/>, at most <paramref name="count"/>.</summary>
    Task<IReadOnlyList<WorkspaceId>> ListAsync(WorkspaceId? after, int count, CancellationToken ct);
}

/// <summary>Anonymous workspaces of people who have not signed up: built-in models only, deleted after 24 hours, adopted at sign-up.</summary>
public interface IVisitors
{
    /// <summary>
    /// Makes an anonymous workspace, sets the signed visitor cookie and makes the current user act for it. Where the current user already has
    /// a workspace, returns that. Refused with <c>workspaces.too-many-visitors</c> (429) when the network made too many within the hour.
    /// </summary>
    Task<Result<WorkspaceId>> EnsureWorkspaceAsync(CancellationToken ct);
}

/// <summary>A personal or team workspace exists (visitors' do not count until they are adopted).</summary>
public sealed record WorkspaceCreated(WorkspaceId Workspace, UserId Owner, bool IsPersonal, DateTimeOffset At) : IDomainEvent
{
    /// <inheritdoc/>
    public static string EventName => "workspace.created";
}

/// <summary>A workspace and everything in it is to be erased; each module deletes what it keeps for it.</summary>
public sealed record WorkspaceDeleted(WorkspaceId Workspace, DateTimeOffset At) : IDomainEvent
{
    /// <inheritdoc/>
    public static string EventName => "workspace.deleted";
}
