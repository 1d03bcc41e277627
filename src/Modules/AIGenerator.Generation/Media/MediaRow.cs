using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AIGenerator.Generation.Media;

/// <summary>How far a generation of media has come. Every step can be taken up again from here, whoever took the one before.</summary>
internal enum MediaStage
{
    /// <summary>Waits for its turn, at us or for a place at the vendor.</summary>
    Waiting,

    /// <summary>Is being handed to the vendor. Found so by a later run, nobody knows whether the vendor has it.</summary>
    Submitting,

    /// <summary>The vendor is at it.</summary>
    UnderWay,

    /// <summary>The vendor is done; its files are being fetched and kept.</summary>
    Storing,

    /// <summary>Over; the generation's state says how.</summary>
    Ended,
}

/// <summary>What a generation of media was asked for, and how far it has come.</summary>
internal sealed class MediaRow
{
    public required Guid Id { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public required MediaStage Stage { get; init; }

    /// <summary>Grows with every change: who read an older one changes nothing.</summary>
    public required int Version { get; init; }

    /// <summary>An <see cref="ImageRequest"/> as JSON.</summary>
    public required string Request { get; init; }

    public required int Count { get; init; }

    public required int Priority { get; init; }

    /// <summary>Whether its job is in the queue; the others of its workspace are before it otherwise.</summary>
    public required bool IsReleased { get; init; }

    /// <summary>Which of the model's routes it is on.</summary>
    public required int Route { get; init; }

    /// <summary>Hand-overs that were refused for the moment.</summary>
    public required int Tries { get; init; }

    /// <summary>The vendor's id of the model it was handed over for.</summary>
    public string? UpstreamModel { get; init; }

    public string? JobId { get; init; }

    public string? JobNote { get; init; }

    /// <summary>The job's id as the vendor's report tells it, come while the order was being handed over.</summary>
    public string? ReportedJob { get; init; }

    /// <summary>The order that an administrator made in its place.</summary>
    public Guid? Again { get; init; }

    /// <summary>What the place at the vendor that it has or waits for is counted under.</summary>
    public string? Place { get; init; }

    /// <summary>When it last asked for that place, roughly.</summary>
    public DateTimeOffset? WaitsAt { get; init; }

    /// <summary>Since when a run that found it half handed over doubts that another still waits for the answer; who does wait denies it.</summary>
    public DateTimeOffset? DoubtedAt { get; init; }

    /// <summary>The code of trouble that passes by itself, met at a route before this one.</summary>
    public string? PassingCode { get; init; }

    /// <summary>What is to be fetched and kept, as JSON of <see cref="PendingOutput"/>s.</summary>
    public string? Outputs { get; init; }

    public required int Withheld { get; init; }

    public int? Position { get; init; }

    public float? Progress { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    public required DateTimeOffset DeadlineAt { get; init; }

    /// <summary>When, beyond the deadline, it was first in vain that the vendor was asked or a file fetched.</summary>
    public DateTimeOffset? LateSince { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

internal sealed class MediaRowConfiguration : IEntityTypeConfiguration<MediaRow>
{
    public void Configure(EntityTypeBuilder<MediaRow> media)
    {
        media.ToTable("media", "generation", table => table.HasCheckConstraint("count_sane", "count between 1 and 8"));
        media.Property(m => m.Id).ValueGeneratedNever();
        media.HasOne<Generations.GenerationRow>().WithOne().HasForeignKey<MediaRow>(m => m.Id).OnDelete(DeleteBehavior.Cascade);
        media.Property(m => m.Request).HasColumnType("jsonb");
        media.Property(m => m.Outputs).HasColumnType("jsonb");
        media.Property(m => m.UpstreamModel).HasMaxLength(200);
        media.Property(m => m.JobId).HasMaxLength(200);
        media.Property(m => m.JobNote).HasMaxLength(4000);
        media.Property(m => m.ReportedJob).HasMaxLength(200);
        media.Property(m => m.Place).HasMaxLength(100);
        media.Property(m => m.PassingCode).HasMaxLength(100);
    }
}

internal static class MediaTables
{
    extension(AppDb db)
    {
        public DbSet<MediaRow> Media => db.Set<MediaRow>();
    }
}
