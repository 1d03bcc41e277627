using System.Text.Json;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Live;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Kernel.Queue;

internal sealed class JobQueue(AppDb db, JobKinds kinds, TimeProvider clock) : IQueue
{
    public void Enqueue<TJob>(TJob job, DateTimeOffset? runAt = null, string? uniqueKey = null, int priority = 0)
        where TJob : class, IJob =>
        Add(kinds[TJob.JobName], JsonSerializer.Serialize(job, JobJson.Options), runAt, uniqueKey, priority);

    public Task WakeAsync<TJob>(string uniqueKey, CancellationToken ct)
        where TJob : class, IJob
    {
        // Attempts only grow: they are the fence against runs that lost their lease. So a dead one gets a new limit.
        var now = clock.GetUtcNow().ToUniversalTime();
        var attempts = kinds[TJob.JobName].Options.MaxAttempts;
        return db.Database.ExecuteSqlAsync(
            $"""
            with woken as (
                update kernel.jobs
                set run_at = {now}, state = 'Ready', finished_at = null, max_attempts = case state when 'Dead' then attempt + {attempts} else max_attempts end
                where name = {TJob.JobName} and unique_key = {uniqueKey} and (state = 'Dead' or state = 'Ready' and run_at > {now})
                returning name)
            select pg_notify({NodeBus.Channel}, {JobNews.Channel} || ' ' || name) from woken
            """,
            ct);
    }

    public IQueryable<string> PendingKeys<TJob>()
        where TJob : class, IJob
    {
        var name = TJob.JobName;
        return db.Jobs.Where(job => job.Name == name && job.UniqueKey != null && (job.State == JobState.Ready || job.State == JobState.Running)).Select(job => job.UniqueKey!);
    }

    internal void Add(JobKind kind, string payload, DateTimeOffset? runAt, string? uniqueKey, int priority)
    {
        if (uniqueKey?.Length > JobConfiguration.KeyLength)
        {
            throw new ArgumentException($"The unique key of job {kind.Name} is longer than {JobConfiguration.KeyLength} characters.", nameof(uniqueKey));
        }

        var now = clock.GetUtcNow().ToUniversalTime();
        db.Jobs.Add(new Job
        {
            Id = Guid.CreateVersion7(now),
            Name = kind.Name,
            Payload = payload,
            Priority = priority,
            RunAt = runAt?.ToUniversalTime() ?? now,
            MaxAttempts = kind.Options.MaxAttempts,
            UniqueKey = uniqueKey,
            CreatedAt = now,
        });
    }
}
