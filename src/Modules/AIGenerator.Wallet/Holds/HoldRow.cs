using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AIGenerator.Wallet.Holds;

/// <summary>Credits set aside under the id of the work they are for.</summary>
internal sealed class HoldRow
{
    public Guid Id { get; init; }

    public WorkspaceId WorkspaceId { get; init; }

    public Credits Amount { get; init; }

    public Credits Captured { get; init; }

    public HoldState State { get; init; }

    public DateTimeOffset PlacedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }
}

internal enum HoldState
{
    Placed,
    Settled,
    Released,
}

internal sealed class HoldRowConfiguration : IEntityTypeConfiguration<HoldRow>
{
    public void Configure(EntityTypeBuilder<HoldRow> hold)
    {
        hold.ToTable("holds", WalletModel.Schema, table =>
        {
            table.HasCheckConstraint("holds_amount_not_negative", "amount >= 0");
            table.HasCheckConstraint("holds_captured_within_amount", "captured >= 0 and captured <= amount");
            table.HasCheckConstraint("holds_state_known", "state in ('Placed', 'Settled', 'Released')");
            table.HasCheckConstraint("holds_captured_by_settlement", "state = 'Settled' or captured = 0");
            table.HasCheckConstraint("holds_closed_when_final", "(state = 'Placed') = (closed_at is null)");
        });
        hold.Property(h => h.Id).ValueGeneratedNever();
        hold.HasIndex(h => h.WorkspaceId).HasDatabaseName("holds_workspace");
        hold.HasIndex(h => h.PlacedAt).HasDatabaseName("holds_open").HasFilter("state = 'Placed'");
    }
}
