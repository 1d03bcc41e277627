namespace AIGenerator.Kernel.Queue;

/// <summary>A piece of work that survives restarts, as JSON in <c>kernel.jobs</c>.</summary>
public interface IJob
{
    /// <summary>Stable name of this sort of job, e.g. <c>mail.send</c>.</summary>
    static abstract string JobName { get; }
}

/// <summary>The durable queue. Scoped; enlists in the scope's <see cref="Data.AppDb"/>.</summary>
public interface IQueue
{
    /// <summary>
    /// Adds the job to the context; it exists once the caller has saved and committed, and then runs at least once on some node.
    /// </summary>
    /// <param name="job">Serialised as JSON.</param>
    /// <param name="runAt">Not before; now when null.</param>
    /// <param name="uniqueKey">At most one job with this name and key exists at a time (finished ones count until they are swept); a second is silently dropped.</param>
    /// <param name="priority">Higher first; 0 by default.</param>
    void Enqueue<TJob>(TJob job, DateTimeOffset? runAt = null, string? uniqueKey = null, int priority = 0)
        where TJob : class, IJob;

    /// <summary>
    /// Lets a job that waits for its time run now, once the caller has committed, and one that is dead of its failures run anew with all its attempts.
    /// A hint: nothing happens to one that runs or is unknown, and whatever the news was about is found by the job's own next look.
    /// </summary>
    /// <param name="uniqueKey">The key it was enqueued with.</param>
    /// <param name="ct">Stops waiting for the database.</param>
    Task WakeAsync<TJob>(string uniqueKey, CancellationToken ct)
        where TJob : class, IJob;

    /// <summary>The unique keys of this sort's jobs that run or will run, as a part of a query: to find what has lost its job, or whose job is dead.</summary>
    IQueryable<string> PendingKeys<TJob>()
        where TJob : class, IJob;
}

/// <summary>Does one sort of job. Resolved from a fresh scope for each run.</summary>
public interface IJobHandler<in TJob>
    where TJob : class, IJob
{
    /// <summary>
    /// Runs once for each claim. Returning completes the job. Throwing schedules a retry with back-off until the attempts are used up, then
    /// the job is dead and shown to the administrator. May run twice: be idempotent.
    /// </summary>
    Task HandleAsync(TJob job, JobRun run, CancellationToken ct);
}

/// <summary>One run of a job.</summary>
/// <param name="Id">The job's id.</param>
/// <param name="Attempt">1 for the first run.</param>
public sealed record JobRun(Guid Id, int Attempt)
{
    internal DateTimeOffset? Again { get; private set; }

    /// <summary>
    /// For what must not be broken off, such as a call that is paid for whether its answer is heard or not. The handler's own token ends it when the
    /// worker stops or the lease is lost; this one only at the end of <see cref="JobOptions.Drain"/>. After a lost lease another run may have begun: what is
    /// written under this token needs a fence of its own.
    /// </summary>
    public CancellationToken DrainOver { get; init; }

    /// <summary>
    /// Says that the job is not over when the handler returns: it runs again at this time, on any node. Costs no attempt, so a job can ask about
    /// something for as long as it takes without holding a place meanwhile.
    /// </summary>
    public void RunAgain(DateTimeOffset at) => Again = at;
}

/// <summary>Settings of one sort of job.</summary>
public sealed record JobOptions
{
    /// <summary>Runs before the job is dead. Default 10.</summary>
    public int MaxAttempts { get; init; } = 10;

    /// <summary>Jobs of this sort that one node runs at the same time. Default 4.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>How long a claim holds without a heartbeat. Default 30 seconds; heartbeats come every third of it.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a stopping worker waits for what runs under <see cref="JobRun.DrainOver"/>, leases kept. Default none. Where it is set the handler's own
    /// token ends at once, so that nothing new is begun. The host's shutdown time-out must be longer.
    /// </summary>
    public TimeSpan Drain { get; init; }
}
