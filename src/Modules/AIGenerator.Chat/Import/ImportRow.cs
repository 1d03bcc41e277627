using AIGenerator.Chat.Chats;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AIGenerator.Chat.Import;

/// <summary>A file that came from elsewhere: what is in it, and how far it has been taken over.</summary>
internal sealed class ImportRow
{
    public required Guid Id { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public required string FileName { get; init; }

    /// <summary>Names of <see cref="ImportSource"/>, separated by commas.</summary>
    public required string Sources { get; init; }

    public required ImportState State { get; init; }

    /// <summary>New chats.</summary>
    public required int Chats { get; init; }

    public required int Messages { get; init; }

    public required int Duplicates { get; init; }

    public required int EmptyChats { get; init; }

    public required int HiddenMessages { get; init; }

    public required int Attachments { get; init; }

    public required int Shortened { get; init; }

    public required int UnknownEntries { get; init; }

    /// <summary>Chats of <see cref="Chats"/> that have been dealt with.</summary>
    public int Done { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}

/// <summary>Where an import is. Stored by name.</summary>
internal enum ImportState
{
    /// <summary>Read, and shown for a decision.</summary>
    Ready,

    /// <summary>A job moves its chats.</summary>
    Running,

    /// <summary>All are here.</summary>
    Done,
}

/// <summary>A chat of an import that waits.</summary>
internal sealed class ImportChatRow
{
    public required Guid ImportId { get; init; }

    public required int Number { get; init; }

    public required ImportSource Source { get; init; }

    public required string SourceId { get; init; }

    public required string Title { get; init; }

    public required int Messages { get; init; }

    /// <summary>An <see cref="ImportedChat"/> as JSON.</summary>
    public required string Document { get; init; }
}

/// <summary>Which chat here is which one there.</summary>
internal sealed class ImportedChatRow
{
    public required WorkspaceId WorkspaceId { get; init; }

    public required ImportSource Source { get; init; }

    public required string SourceId { get; init; }

    public required Guid ChatId { get; init; }
}

internal sealed class ImportRowConfiguration : IEntityTypeConfiguration<ImportRow>
{
    public const int NameLength = 200;

    public void Configure(EntityTypeBuilder<ImportRow> import)
    {
        import.ToTable("imports", "chat");
        import.HasKey(i => i.Id);
        import.Property(i => i.Id).ValueGeneratedNever();
        import.Property(i => i.FileName).HasMaxLength(NameLength);
        import.Property(i => i.Sources).HasMaxLength(200);
    }
}

internal sealed class ImportChatRowConfiguration : IEntityTypeConfiguration<ImportChatRow>
{
    public const int SourceIdLength = 200;

    public void Configure(EntityTypeBuilder<ImportChatRow> chat)
    {
        chat.ToTable("import_chats", "chat");
        chat.HasKey(c => new { c.ImportId, c.Number });
        chat.Property(c => c.Number).ValueGeneratedNever();
        chat.Property(c => c.SourceId).HasMaxLength(SourceIdLength);
        chat.Property(c => c.Title).HasMaxLength(ChatRowConfiguration.TitleLength);
        chat.Property(c => c.Document).HasColumnType("text");
    }
}

internal sealed class ImportedChatRowConfiguration : IEntityTypeConfiguration<ImportedChatRow>
{
    public void Configure(EntityTypeBuilder<ImportedChatRow> chat)
    {
        chat.ToTable("imported_chats", "chat");
        chat.HasKey(c => new { c.WorkspaceId, c.Source, c.SourceId });
        chat.Property(c => c.SourceId).HasMaxLength(ImportChatRowConfiguration.SourceIdLength);
    }
}

internal static class ImportTables
{
    extension(AppDb db)
    {
        public DbSet<ImportRow> Imports => db.Set<ImportRow>();

        public DbSet<ImportChatRow> ImportChats => db.Set<ImportChatRow>();

        public DbSet<ImportedChatRow> ImportedChats => db.Set<ImportedChatRow>();
    }
}
