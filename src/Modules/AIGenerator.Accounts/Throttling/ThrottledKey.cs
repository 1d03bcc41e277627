using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AIGenerator.Accounts.Throttling;

/// <summary>Attempts counted under one key: an address of a mailbox or of a network, for one action.</summary>
internal sealed class ThrottledKey
{
    public required string Key { get; init; }

    public required int Attempts { get; init; }

    public DateTimeOffset? BlockedUntil { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

internal sealed class ThrottledKeyConfiguration : IEntityTypeConfiguration<ThrottledKey>
{
    public void Configure(EntityTypeBuilder<ThrottledKey> throttled)
    {
        throttled.ToTable("throttles", "accounts");
        throttled.HasKey(t => t.Key);
        throttled.Property(t => t.Key).HasMaxLength(120);
        throttled.HasIndex(t => t.UpdatedAt).HasDatabaseName("throttles_updated_at");
    }
}
