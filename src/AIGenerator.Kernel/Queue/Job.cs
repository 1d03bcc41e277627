using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AIGenerator.Kernel.Queue;

internal enum JobState
{
    Ready,
    Running,
    Done,
    Dead,
}

/// <summary>
/// A row of <c>kernel.jobs</c>. Added through the change tracker, so that clearing the context forgets it; inserted by
/// <see cref="JobInsert"/>, so that an expected duplicate is dropped instead of failing the save.
/// </summary>
internal sealed class Job
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Payload { get; init; }

    public JobState State { get; init; }

    public int Priority { get; init; }

    public required DateTimeOffset RunAt { get; init; }

    public int Attempt { get; init; }

    public required int MaxAttempts { get; init; }

    public string? UniqueKey { get; init; }

    public Guid? Owner { get; init; }

    public DateTimeOffset? LeaseUntil { get; init; }

    public string? LastError { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}

internal sealed class JobConfiguration : IEntityTypeConfiguration<Job>
{
    public const int NameLength = 150;
    public const int KeyLength = 200;
    public const int ErrorLength = 200;

    public void Configure(EntityTypeBuilder<Job> job)
    {
        job.ToTable("jobs", "kernel");
        job.Property(j => j.Id).ValueGeneratedNever();
        job.Property(j => j.Name).HasMaxLength(NameLength);
        job.Property(j => j.Payload).HasColumnType("json");
        job.Property(j => j.UniqueKey).HasMaxLength(KeyLength);
        job.Property(j => j.LastError).HasMaxLength(ErrorLength);
        job.HasIndex(j => new { j.Name, j.UniqueKey }).IsUnique().HasFilter("unique_key is not null");
    }
}
