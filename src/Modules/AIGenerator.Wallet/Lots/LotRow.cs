using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AIGenerator.Wallet.Lots;

/// <summary>Credits that came together and expire together.</summary>
internal sealed class LotRow
{
    public long Id { get; init; }

    public WorkspaceId WorkspaceId { get; init; }

    public LotSource Source { get; init; }

    public Credits Amount { get; init; }

    public Credits Remaining { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

internal sealed class LotRowConfiguration : IEntityTypeConfiguration<LotRow>
{
    public void Configure(EntityTypeBuilder<LotRow> lot)
    {
        lot.ToTable("lots", WalletModel.Schema, table =>
        {
            table.HasCheckConstraint("lots_amount_positive", "amount > 0");
            table.HasCheckConstraint("lots_remaining_within_amount", "remaining >= 0 and remaining <= amount");
        });
        lot.HasIndex(l => new { l.WorkspaceId, l.ExpiresAt, l.Id }).HasDatabaseName("lots_spending_order");
    }
}
