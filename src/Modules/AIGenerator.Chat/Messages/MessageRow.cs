using AIGenerator.Chat.Drawing;
using AIGenerator.Generation;
using AIGenerator.Kernel.Money;
using AIGenerator.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AIGenerator.Chat.Messages;

/// <summary>One message of a chat: what a person wrote, or what a model answered with its receipt.</summary>
internal sealed class MessageRow
{
    public required Guid Id { get; init; }

    public required Guid ChatId { get; init; }

    public Guid? ParentId { get; init; }

    public required MessageRole Role { get; init; }

    public required string Text { get; init; }

    public string Reasoning { get; init; } = "";

    public string? Model { get; init; }

    /// <summary>The generation that writes, or wrote, this reply; null for a copy, which was paid where it was written.</summary>
    public Guid? GenerationId { get; init; }

    public GenerationState? State { get; init; }

    public StopReason? StopReason { get; init; }

    public Credits HeldCredits { get; init; }

    public Credits CostCredits { get; init; }

    public long? DurationMs { get; init; }

    public long? TimeToFirstMs { get; init; }

    public string? ErrorCode { get; init; }

    /// <summary>The provider that answered.</summary>
    public string? Provider { get; init; }

    /// <summary>The better provider that could not, where another answered in its place.</summary>
    public string? FellBackFrom { get; init; }

    /// <summary>The provider that wants <see cref="EchoJson"/> back with the next turn.</summary>
    public string? EchoProvider { get; init; }

    public string? EchoJson { get; init; }

    /// <summary>The comparison that this answer is one of; its question was put to several models at once.</summary>
    public Guid? ComparisonId { get; init; }

    /// <summary>When it was voted the best of its comparison.</summary>
    public DateTimeOffset? VotedAt { get; init; }

    /// <summary>Whether the answer was drawn: its text shows pictures.</summary>
    public bool IsPicture { get; init; }

    /// <summary>What a model is told of it: the text, or of one that was drawn that it was.</summary>
    public string Told => IsPicture && Text.Length > 0 ? OwnPicture.Told : Text;

    /// <summary>The pages of the web that a reply was told; see <c>StoredSources</c>.</summary>
    public string? Sources { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was deleted, with everything below it; for ten minutes it can come back.</summary>
    public DateTimeOffset? DeletedAt { get; init; }
}

/// <summary>Who wrote a message.</summary>
internal enum MessageRole
{
    User,

    Assistant,
}

internal sealed class MessageRowConfiguration : IEntityTypeConfiguration<MessageRow>
{
    public void Configure(EntityTypeBuilder<MessageRow> message)
    {
        message.ToTable("messages", "chat", table =>
        {
            table.HasCheckConstraint("credits_not_negative", "held_credits >= 0 and cost_credits >= 0");
            table.HasCheckConstraint(
                "replies_have_an_end",
                "(role = 'Assistant') = (state is not null and model is not null) and (generation_id is null or role = 'Assistant') and "
                + "(generation_id is not null or state is null or (state = 'Succeeded' and cost_credits = 0 and held_credits = 0))");
            table.HasCheckConstraint("compared_are_answers", "role = 'Assistant' or comparison_id is null");
            table.HasCheckConstraint("voted_are_compared", "voted_at is null or comparison_id is not null");
            table.HasCheckConstraint("pictures_are_answers", "role = 'Assistant' or not is_picture");
        });
        message.HasKey(m => m.Id);
        message.Property(m => m.Id).ValueGeneratedNever();
        message.Ignore(m => m.Told);
        message.Property(m => m.Text).HasColumnType("text");
        message.Property(m => m.Reasoning).HasColumnType("text");
        message.Property(m => m.Model).HasMaxLength(TextModel.LongestId);
        message.Property(m => m.ErrorCode).HasMaxLength(100);
        message.Property(m => m.Provider).HasMaxLength(60);
        message.Property(m => m.FellBackFrom).HasMaxLength(60);
        message.Property(m => m.EchoProvider).HasMaxLength(60);
        message.Property(m => m.Sources).HasColumnType("text");
        message.Property(m => m.EchoJson).HasColumnType("text");
    }
}
