using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AIGenerator.Wallet.Entries;

/// <summary>One booking. Rows are only added; a trigger refuses everything else.</summary>
internal sealed class EntryRow
{
    /// <summary>Not a v7 id like elsewhere: a sequence drawn under the wallet's lock, so that its order is the order of the bookings.</summary>
    public long Id { get; init; }

    public WorkspaceId WorkspaceId { get; init; }

    public Credits Amount { get; init; }

    public Credits BalanceAfter { get; init; }

    public CauseKind Kind { get; init; }

    public string Key { get; init; } = "";

    public Guid? HoldId { get; init; }

    public string? Note { get; init; }

    public UserId? MadeBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

internal sealed class EntryRowConfiguration : IEntityTypeConfiguration<EntryRow>
{
    public void Configure(EntityTypeBuilder<EntryRow> entry)
    {
        entry.ToTable("entries", WalletModel.Schema, table =>
        {
            table.HasCheckConstraint("entries_amount_not_zero", "amount <> 0");
            table.HasCheckConstraint("entries_balance_not_negative", "balance_after >= 0");
        });
        entry.Property(e => e.Key).HasMaxLength(200);
        entry.Property(e => e.Note).HasMaxLength(500);

        // A retried job or webhook brings the same cause; the database refuses the second booking, not the handler.
        entry.HasIndex(e => new { e.Kind, e.Key }).IsUnique().HasDatabaseName("entries_cause");
        entry.HasIndex(e => e.HoldId).IsUnique().HasDatabaseName("entries_hold").HasFilter("hold_id is not null");
        entry.HasIndex(e => new { e.WorkspaceId, e.Id }).HasDatabaseName("entries_statement");
    }
}
