using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AIGenerator.Kernel.Events;

/// <summary>A row of <c>kernel.events</c>.</summary>
internal sealed class EventRecord
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Payload { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}

internal sealed class EventRecordConfiguration : IEntityTypeConfiguration<EventRecord>
{
    public void Configure(EntityTypeBuilder<EventRecord> record)
    {
        record.ToTable("events", "kernel");
        record.Property(e => e.Id).ValueGeneratedNever();
        record.Property(e => e.Name).HasMaxLength(100);
        record.Property(e => e.Payload).HasColumnType("json");
    }
}
