using AIGenerator.Kernel.Money;

namespace AIGenerator.Generation;

/// <summary>The module that asked for media and keeps a word of their end (Chat for pictures in a conversation). The engine calls it; register one, scoped, for each kind.</summary>
public interface IMediaOwner
{
    /// <summary>The kind, e.g. <c>chat</c>; what <see cref="ImageCommand.Owner"/> names.</summary>
    string Kind { get; }

    /// <summary>
    /// Writes the end in the engine's transaction, on the scope's context. Called before the engine takes the workspace's line: an owner takes its own
    /// locks first when it orders, too. The engine may find that somebody else has ended it meanwhile, and takes all back.
    /// </summary>
    Task FinishAsync(MediaOutcome outcome, CancellationToken ct);
}

/// <summary>How a generation of media ended.</summary>
/// <param name="Generation">Which.</param>
/// <param name="State"><c>succeeded</c>, <c>failed</c> or <c>canceled</c>.</param>
/// <param name="StopReason"><c>complete</c>, or why less came than was asked for; null where nothing did.</param>
/// <param name="Pictures">What was made, in order.</param>
/// <param name="Cost">What was charged.</param>
/// <param name="Provider">The provider that made it, or null.</param>
/// <param name="ErrorCode">Why nothing, or less, came.</param>
/// <param name="Duration">From acceptance to the end.</param>
public sealed record MediaOutcome(
    Guid Generation, GenerationState State, StopReason? StopReason, IReadOnlyList<MadePicture> Pictures, Credits Cost, string? Provider, string? ErrorCode, TimeSpan Duration);

/// <summary>A picture that was made.</summary>
/// <param name="Id">The asset.</param>
/// <param name="Width">Pixels; 0 where it is not known.</param>
/// <param name="Height">Pixels.</param>
public sealed record MadePicture(Guid Id, int Width, int Height);
