using AIGenerator.Kernel.Events;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;

namespace AIGenerator.Generation;

/// <summary>Something was delivered and paid as delivered. Written in the transaction that settles.</summary>
/// <param name="Generation">Which.</param>
/// <param name="Workspace">Who paid.</param>
/// <param name="Owner">The kind of module that asked, e.g. <c>chat</c>.</param>
/// <param name="Model">The catalogue id that answered.</param>
/// <param name="Provider">The provider that answered, where it is known.</param>
/// <param name="StopReason">Why it ended.</param>
/// <param name="Cost">What was charged.</param>
/// <param name="At">When it ended.</param>
public sealed record GenerationSucceeded(
    Guid Generation, WorkspaceId Workspace, string Owner, string Model, string? Provider, StopReason StopReason, Credits Cost, DateTimeOffset At) : IDomainEvent
{
    /// <inheritdoc/>
    public static string EventName => "generation.succeeded";
}

/// <summary>Nothing was delivered and nothing was charged: it failed, or was stopped before its first output.</summary>
/// <param name="Generation">Which.</param>
/// <param name="Workspace">Who asked.</param>
/// <param name="Owner">The kind of module that asked.</param>
/// <param name="Model">The catalogue id that was asked.</param>
/// <param name="State"><see cref="GenerationState.Failed"/> or <see cref="GenerationState.Canceled"/>.</param>
/// <param name="ErrorCode">Stable dotted code, for failed ones.</param>
/// <param name="At">When it ended.</param>
public sealed record GenerationFailed(
    Guid Generation, WorkspaceId Workspace, string Owner, string Model, GenerationState State, string? ErrorCode, DateTimeOffset At) : IDomainEvent
{
    /// <inheritdoc/>
    public static string EventName => "generation.failed";
}

/// <summary>Files of pictures are gone for good: nobody can bring them back.</summary>
/// <param name="Assets">Which, at most 200.</param>
public sealed record AssetsErased(IReadOnlyList<Guid> Assets) : IDomainEvent
{
    /// <inheritdoc/>
    public static string EventName => "assets.erased";
}
