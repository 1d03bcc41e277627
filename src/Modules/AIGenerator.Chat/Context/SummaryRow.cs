using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Money;
using AIGenerator.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AIGenerator.Chat.Context;

/// <summary>
/// What a model wrote of a branch up to one message. It stands beside the tree and not in it: the messages stay, nothing hangs on the summary, and
/// without it they are told again.
/// </summary>
internal sealed class SummaryRow
{
    public required Guid Id { get; init; }

    public required Guid ChatId { get; init; }

    /// <summary>The last message that it covers.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>How many messages it covers.</summary>
    public required int Messages { get; init; }

    public required string Text { get; init; }

    public required string Model { get; init; }

    /// <summary>The generation that writes, or wrote, it; null for a copy.</summary>
    public Guid? GenerationId { get; init; }

    public required GenerationState State { get; init; }

    public StopReason? StopReason { get; init; }

    public Credits HeldCredits { get; init; }

    public Credits CostCredits { get; init; }

    public long? DurationMs { get; init; }

    public long? TimeToFirstMs { get; init; }

    public string? ErrorCode { get; init; }

    public string? Provider { get; init; }

    public string? FellBackFrom { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was taken away; for ten minutes it can come back.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Whether models are told it. Half a summary would hide the other half of the conversation, so only a whole one is.</summary>
    public bool IsUsed => State == GenerationState.Succeeded && StopReason == Generation.StopReason.Complete && DeletedAt is null && Text.Length > 0;

    /// <summary>The same for another branch.</summary>
    public SummaryRow CopyFor(Guid id, Guid chat, Guid message) => new()
    {
        Id = id, ChatId = chat, MessageId = message, Messages = Messages, Text = Text, Model = Model, State = State, StopReason = StopReason, CreatedAt = CreatedAt,
    };
}

internal sealed class SummaryRowConfiguration : IEntityTypeConfiguration<SummaryRow>
{
    public void Configure(EntityTypeBuilder<SummaryRow> summary)
    {
        summary.ToTable("summaries", "chat", table => table.HasCheckConstraint("summary_credits_not_negative", "held_credits >= 0 and cost_credits >= 0"));
        summary.HasKey(s => s.Id);
        summary.Property(s => s.Id).ValueGeneratedNever();
        summary.Property(s => s.Text).HasColumnType("text");
        summary.Property(s => s.Model).HasMaxLength(TextModel.LongestId);
        summary.Property(s => s.ErrorCode).HasMaxLength(100);
        summary.Property(s => s.Provider).HasMaxLength(60);
        summary.Property(s => s.FellBackFrom).HasMaxLength(60);
        summary.HasIndex(s => s.GenerationId).IsUnique();
    }
}

internal static class SummaryTables
{
    extension(AppDb db)
    {
        public DbSet<SummaryRow> Summaries => db.Set<SummaryRow>();
    }
}
