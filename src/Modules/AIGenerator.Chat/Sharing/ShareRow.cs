using AIGenerator.Chat.Chats;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AIGenerator.Chat.Sharing;

/// <summary>A link to a snapshot of a chat.</summary>
internal sealed class ShareRow
{
    public const int TokenLength = 40;
    public const int AuthorLength = 100;

    public required Guid Id { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public required Guid ChatId { get; init; }

    /// <summary>The secret in the address. Kept as it is, so that the owner can copy the link again; whoever reads the table reads the chat as well.</summary>
    public required string Token { get; init; }

    public required string Title { get; init; }

    /// <summary>Who shared it, where he wanted to be named.</summary>
    public string? Author { get; init; }

    public required int Messages { get; init; }

    /// <summary>A <see cref="SharedChat"/> as JSON; empty once it is revoked.</summary>
    public required string Document { get; init; }

    /// <summary>The picture that other sites show for the link, as PNG, once it has been drawn.</summary>
    public byte[]? Card { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }
}

internal sealed class ShareRowConfiguration : IEntityTypeConfiguration<ShareRow>
{
    public void Configure(EntityTypeBuilder<ShareRow> share)
    {
        share.ToTable("shares", "chat");
        share.HasKey(s => s.Id);
        share.Property(s => s.Id).ValueGeneratedNever();
        share.Property(s => s.Token).HasMaxLength(ShareRow.TokenLength);
        share.Property(s => s.Title).HasMaxLength(ChatRowConfiguration.TitleLength);
        share.Property(s => s.Author).HasMaxLength(ShareRow.AuthorLength);
        share.Property(s => s.Document).HasColumnType("text");
        share.HasIndex(s => s.Token).IsUnique();
    }
}

internal static class ShareTables
{
    extension(AppDb db)
    {
        public DbSet<ShareRow> Shares => db.Set<ShareRow>();
    }
}
