using AIGenerator.Chat.Attachments;
using AIGenerator.Chat.Context;
using AIGenerator.Chat.Folders;
using AIGenerator.Chat.Import;
using AIGenerator.Chat.Messages;
using AIGenerator.Chat.Sharing;
using AIGenerator.Kernel.Data;
using AIGenerator.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AIGenerator.Chat.Chats;

internal sealed class ChatRowConfiguration : IEntityTypeConfiguration<ChatRow>
{
    public const int TitleLength = 200;

    public void Configure(EntityTypeBuilder<ChatRow> chat)
    {
        chat.ToTable("chats", "chat", table =>
        {
            table.HasCheckConstraint("title_not_empty", "title <> ''");
            table.HasCheckConstraint("running_not_negative", "running_replies >= 0");
            table.HasCheckConstraint("spent_not_negative", "spent_credits >= 0");
        });
        chat.HasKey(c => c.Id);
        chat.Property(c => c.Id).ValueGeneratedNever();
        chat.Property(c => c.Title).HasMaxLength(TitleLength);
        chat.Property(c => c.Model).HasMaxLength(TextModel.LongestId);
        chat.Property(c => c.Instructions).HasMaxLength(ChatSettings.LongestInstructions);
        chat.HasOne<FolderRow>().WithMany().HasForeignKey(c => c.FolderId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class ChatModel : IEntityModel
{
    public void Configure(ModelBuilder model) =>
        model.ApplyConfiguration(new ChatRowConfiguration()).ApplyConfiguration(new FolderRowConfiguration()).ApplyConfiguration(new MessageRowConfiguration())
            .ApplyConfiguration(new AttachmentRowConfiguration())
            .ApplyConfiguration(new SummaryRowConfiguration())
            .ApplyConfiguration(new ShareRowConfiguration())
            .ApplyConfiguration(new ImportRowConfiguration()).ApplyConfiguration(new ImportChatRowConfiguration()).ApplyConfiguration(new ImportedChatRowConfiguration());
}

internal static class ChatTables
{
    extension(AppDb db)
    {
        public DbSet<ChatRow> Chats => db.Set<ChatRow>();

        public DbSet<FolderRow> Folders => db.Set<FolderRow>();

        public DbSet<MessageRow> Messages => db.Set<MessageRow>();

        public DbSet<AttachmentRow> Attachments => db.Set<AttachmentRow>();
    }
}
