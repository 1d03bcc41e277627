using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AIGenerator.Wallet;

/// <summary>The sums of a workspace's rows, and the row that every change locks.</summary>
internal sealed class WalletRow
{
    public WorkspaceId WorkspaceId { get; init; }

    public Credits Balance { get; init; }

    public Credits Held { get; init; }

    /// <summary>Grows with each change; the sequence of the live topic.</summary>
    public long Version { get; init; }

    /// <summary>Not later than the first moment at which a lot may have to expire.</summary>
    public DateTimeOffset? NextExpiryAt { get; init; }
}

internal sealed class WalletRowConfiguration : IEntityTypeConfiguration<WalletRow>
{
    public void Configure(EntityTypeBuilder<WalletRow> wallet)
    {
        wallet.ToTable("wallets", WalletModel.Schema, table =>
        {
            table.HasCheckConstraint("wallets_balance_not_negative", "balance >= 0");
            table.HasCheckConstraint("wallets_held_within_balance", "held >= 0 and held <= balance");
        });
        wallet.HasKey(w => w.WorkspaceId);
        wallet.HasIndex(w => w.NextExpiryAt).HasDatabaseName("wallets_next_expiry_at").HasFilter("next_expiry_at is not null");
    }
}
