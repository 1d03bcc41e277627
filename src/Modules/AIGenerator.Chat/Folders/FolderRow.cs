using AIGenerator.Kernel.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AIGenerator.Chat.Folders;

/// <summary>A named place for chats of a workspace. A chat lies in one or in none.</summary>
internal sealed class FolderRow
{
    public required Guid Id { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public required string Name { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class FolderRowConfiguration : IEntityTypeConfiguration<FolderRow>
{
    public const int NameLength = 60;

    public void Configure(EntityTypeBuilder<FolderRow> folder)
    {
        folder.ToTable("folders", "chat", table => table.HasCheckConstraint("folder_name_not_empty", "name <> ''"));
        folder.HasKey(f => f.Id);
        folder.Property(f => f.Id).ValueGeneratedNever();
        folder.Property(f => f.Name).HasMaxLength(NameLength);
        folder.HasIndex(f => new { f.WorkspaceId, f.Name }).IsUnique();
    }
}
