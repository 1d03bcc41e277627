using AIGenerator.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AIGenerator.Notifications.Mail;

/// <summary>A mail that stayed here because no mail server is configured.</summary>
internal sealed class StoredMail
{
    /// <summary>The id of the job that carried it, so that a repeated run stores it once.</summary>
    public required Guid Id { get; init; }

    public required string Recipient { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class StoredMailConfiguration : IEntityTypeConfiguration<StoredMail>
{
    public void Configure(EntityTypeBuilder<StoredMail> mail)
    {
        mail.ToTable("outbox", "notifications");
        mail.Property(m => m.Id).ValueGeneratedNever();
        mail.Property(m => m.Recipient).HasMaxLength(254);
        mail.Property(m => m.Subject).HasMaxLength(200);
        mail.Property(m => m.Text).HasMaxLength(20000);
        mail.HasIndex(m => m.CreatedAt).HasDatabaseName("outbox_created_at");
    }
}

internal sealed class NotificationsModel : IEntityModel
{
    public void Configure(ModelBuilder model) => model.ApplyConfiguration(new StoredMailConfiguration());
}

internal static class NotificationsTables
{
    extension(AppDb db)
    {
        public DbSet<StoredMail> StoredMails => db.Set<StoredMail>();
    }
}
