using AIGenerator.Kernel.Identity;
using AIGenerator.Media;
using AIGenerator.Media.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AIGenerator.Chat.Attachments;

/// <summary>A file that somebody attached, to a message or (for a day) to one that is still being written.</summary>
internal sealed class AttachmentRow
{
    public required Guid Id { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    /// <summary>The message that shows it; null before it is sent, and again when the message is erased.</summary>
    public Guid? MessageId { get; set; }

    /// <summary>Its place among the message's files.</summary>
    public int Position { get; set; }

    /// <summary>As its owner calls it, cleaned.</summary>
    public required string Name { get; init; }

    public required FileKind Kind { get; init; }

    /// <summary>The type of the kept bytes.</summary>
    public required string MediaType { get; init; }

    public required long SizeBytes { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }

    /// <summary>What it adds to a prompt, by our estimate.</summary>
    public required int Tokens { get; init; }

    /// <summary>What models read of a text or a PDF.</summary>
    public string? Text { get; init; }

    /// <summary>Where the store keeps the bytes; copies share it.</summary>
    public required string FileKey { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When an unsent one is erased; null once it was sent.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>The same file in another message.</summary>
    public AttachmentRow CopyFor(Guid id, Guid message, int position) => new()
    {
        Id = id, WorkspaceId = WorkspaceId, MessageId = message, Position = position, Name = Name, Kind = Kind, MediaType = MediaType, SizeBytes = SizeBytes,
        Width = Width, Height = Height, Tokens = Tokens, Text = Text, FileKey = FileKey, CreatedAt = CreatedAt,
    };
}

internal sealed class AttachmentRowConfiguration : IEntityTypeConfiguration<AttachmentRow>
{
    public void Configure(EntityTypeBuilder<AttachmentRow> attachment)
    {
        attachment.ToTable("attachments", "chat", table => table.HasCheckConstraint("sizes_not_negative", "size_bytes >= 0 and tokens >= 0"));
        attachment.HasKey(a => a.Id);
        attachment.Property(a => a.Id).ValueGeneratedNever();
        attachment.Property(a => a.Name).HasMaxLength(FileName.Longest);
        attachment.Property(a => a.MediaType).HasMaxLength(60);
        attachment.Property(a => a.Text).HasColumnType("text");
        attachment.Property(a => a.FileKey).HasMaxLength(100);
    }
}
