using AIGenerator.Kernel.Events;
using AIGenerator.Kernel.Identity;

namespace AIGenerator.Accounts;

/// <summary>A person has an account.</summary>
/// <param name="User">Who.</param>
/// <param name="AdoptedWorkspace">The visitor's workspace to keep, where there was one.</param>
/// <param name="Language">Chosen at sign-up.</param>
/// <param name="At">When.</param>
public sealed record UserCreated(UserId User, WorkspaceId? AdoptedWorkspace, string Language, DateTimeOffset At) : IDomainEvent
{
    /// <inheritdoc/>
    public static string EventName => "user.created";
}

/// <summary>A person deleted the account; each module erases what it keeps.</summary>
public sealed record UserDeleted(UserId User, DateTimeOffset At) : IDomainEvent
{
    /// <inheritdoc/>
    public static string EventName => "user.deleted";
}
