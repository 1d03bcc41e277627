using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Providers;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Generation.Generations;

/// <summary>One unit of paid work: who asked, who runs it, what it holds and what it cost.</summary>
internal sealed class GenerationRow
{
    public required Guid Id { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public required GenerationKind Kind { get; init; }

    public required string Owner { get; init; }

    public required string Model { get; init; }

    public required GenerationState State { get; init; }

    public StopReason? StopReason { get; init; }

    public required Credits HeldCredits { get; init; }

    public Credits CostCredits { get; init; }

    /// <summary>Our count of the prompt, the basis of the price where the vendor's count is missing.</summary>
    public required long InputEstimate { get; init; }

    /// <summary>What was done for the answer beforehand, part of its price.</summary>
    public Credits FeeCredits { get; init; }

    public required int MaxOutputTokens { get; init; }

    /// <summary>The balance, not the model, decided <see cref="MaxOutputTokens"/>.</summary>
    public required bool IsBalanceLimited { get; init; }

    public FailureCategory? ErrorCategory { get; init; }

    public string? ErrorCode { get; init; }

    public string? Provider { get; init; }

    public string? UpstreamId { get; init; }

    public long? InputTokens { get; init; }

    public long? CachedInputTokens { get; init; }

    public long? OutputTokens { get; init; }

    public long? ReasoningTokens { get; init; }

    public decimal? VendorCostUsd { get; init; }

    /// <summary>Texts alone: media wait in the queue of jobs.</summary>
    public string? LeaseOwner { get; init; }

    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Counts the nodes that had it; with <see cref="LeaseOwner"/> the fence against a late finisher.</summary>
    public required int Attempt { get; init; }

    public DateTimeOffset? CancelRequestedAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FirstOutputAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public bool IsFinal => FinishedAt is not null;
}

/// <summary>What is made.</summary>
internal enum GenerationKind
{
    /// <summary>Words.</summary>
    Text,

    /// <summary>Pictures.</summary>
    Image,
}

internal static class GenerationTables
{
    extension(AppDb db)
    {
        public DbSet<GenerationRow> Generations => db.Set<GenerationRow>();
    }
}
