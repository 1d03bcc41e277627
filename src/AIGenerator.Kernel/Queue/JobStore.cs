using Npgsql;

namespace AIGenerator.Kernel.Queue;

/// <summary>A job that this process holds under a lease.</summary>
internal sealed record ClaimedJob(Guid Id, string Name, string Payload, int Attempt, int MaxAttempts);

/// <summary>How many jobs of a kind a worker can take.</summary>
internal readonly record struct JobRoom(string Name, int Free, TimeSpan Lease);

/// <summary>The workers' side of <c>kernel.jobs</c>. Every change names owner and attempt: who lost his lease changes nothing.</summary>
internal sealed class JobStore(NpgsqlDataSource database, TimeProvider clock)
{
    private const string ClaimSql = """
        with due as materialized (
            select job.id, room.lease
            from unnest($1::text[], $2::int[], $3::interval[]) as room (name, free, lease)
            cross join lateral (
                select id from kernel.jobs
                where name = room.name and state = 'Ready' and run_at <= $4
                order by priority desc, run_at, id
                limit room.free
                for update skip locked) as job)
        update kernel.jobs as job
        set state = 'Running', owner = $5, attempt = attempt + 1, lease_until = $4 + due.lease
        from due where job.id = due.id
        returning job.id, job.name, job.payload::text, job.attempt, job.max_attempts
        """;

    // A finished row stays only where its unique key must go on refusing duplicates.
    private const string CompleteSql = """
        with finished as (select id, attempt from unnest($1::uuid[], $2::int[]) as finished (id, attempt)),
        removed as (
            delete from kernel.jobs as job using finished
            where job.id = finished.id and job.attempt = finished.attempt and job.owner = $3 and job.state = 'Running' and job.unique_key is null
            returning job.id),
        kept as (
            update kernel.jobs as job set state = 'Done', owner = null, lease_until = null, finished_at = $4
            from finished
            where job.id = finished.id and job.attempt = finished.attempt and job.owner = $3 and job.state = 'Running' and job.unique_key is not null
            returning job.id)
        select id from removed union all select id from kept
        """;

    private const string FailSql = """
        update kernel.jobs
        set state = case when $5 then 'Dead' else 'Ready' end, finished_at = case when $5 then $6 end, run_at = $7, last_error = $4, owner = null, lease_until = null
        where id = $1 and attempt = $2 and owner = $3 and state = 'Running'
        """;

    private const string ExtendSql = """
        update kernel.jobs as job set lease_until = $4 + held.lease
        from unnest($1::uuid[], $2::int[], $5::interval[]) as held (id, attempt, lease)
        where job.id = held.id and job.attempt = held.attempt and job.owner = $3 and job.state = 'Running'
        returning job.id
        """;

    private const string ReleaseSql = """
        update kernel.jobs as job set state = 'Ready', owner = null, lease_until = null, attempt = job.attempt - 1
        from unnest($1::uuid[], $2::int[]) as held (id, attempt)
        where job.id = held.id and job.attempt = held.attempt and job.owner = $3 and job.state = 'Running'
        """;

    // The attempts that are left stay the same: the limit grows with the attempt that was no failure.
    private const string AgainSql = """
        update kernel.jobs as job
        set state = 'Ready', owner = null, lease_until = null, run_at = again.run_at, max_attempts = job.max_attempts + 1
        from unnest($1::uuid[], $2::int[], $4::timestamptz[]) as again (id, attempt, run_at)
        where job.id = again.id and job.attempt = again.attempt and job.owner = $3 and job.state = 'Running'
        returning job.id
        """;

    private const string ReclaimSql = """
        update kernel.jobs
        set state = case when attempt >= max_attempts then 'Dead' else 'Ready' end,
            finished_at = case when attempt >= max_attempts then $1 end,
            last_error = 'lease-lost', owner = null, lease_until = null
        where id in (select id from kernel.jobs where state = 'Running' and lease_until < $1 for update skip locked)
        """;

    private const string SweepSql = """
        delete from kernel.jobs
        where id in (
            select id from kernel.jobs
            where (state = 'Done' and finished_at < $1) or (state = 'Dead' and finished_at < $2)
            limit 5000)
        """;

    /// <summary>Takes ready jobs, at most as many as there is room for. Several workers never get the same one.</summary>
    public async Task<List<ClaimedJob>> ClaimAsync(Guid owner, IReadOnlyList<JobRoom> room, CancellationToken ct)
    {
        await using var command = database.CreateCommand(ClaimSql);
        Add(command, room.Select(kind => kind.Name).ToArray());
        Add(command, room.Select(kind => kind.Free).ToArray());
        Add(command, room.Select(kind => kind.Lease).ToArray());
        Add(command, Now());
        Add(command, owner);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var claimed = new List<ClaimedJob>();
        while (await reader.ReadAsync(ct))
        {
            claimed.Add(new ClaimedJob(reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3), reader.GetInt32(4)));
        }

        return claimed;
    }

    /// <summary>Completes in bulk; returns those that this owner still held.</summary>
    public Task<HashSet<Guid>> CompleteAsync(Guid owner, IReadOnlyList<ClaimedJob> jobs, CancellationToken ct) =>
        ReadIdsAsync(CompleteSql, [.. Fence(owner, jobs), Now()], ct);

    /// <summary>Puts jobs back that are not over, each for its time; returns those that this owner still held.</summary>
    public Task<HashSet<Guid>> RunAgainAsync(Guid owner, IReadOnlyList<ClaimedJob> jobs, DateTimeOffset[] times, CancellationToken ct) =>
        ReadIdsAsync(AgainSql, [.. Fence(owner, jobs), times], ct);

    /// <summary>Puts a failed job back for <paramref name="retryAt"/>, or to rest for good where that is null. False when the lease was lost.</summary>
    public async Task<bool> FailAsync(Guid owner, ClaimedJob job, string error, DateTimeOffset? retryAt, CancellationToken ct)
    {
        var now = Now();
        await using var command = database.CreateCommand(FailSql);
        Add(command, job.Id);
        Add(command, job.Attempt);
        Add(command, owner);
        Add(command, error.Length <= JobConfiguration.ErrorLength ? error : error[..JobConfiguration.ErrorLength]);
        Add(command, retryAt is null);
        Add(command, now);
        Add(command, retryAt ?? now);
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    /// <summary>Prolongs leases; returns those that this owner still held.</summary>
    public Task<HashSet<Guid>> ExtendAsync(Guid owner, IReadOnlyList<ClaimedJob> jobs, TimeSpan[] leases, CancellationToken ct) =>
        ReadIdsAsync(ExtendSql, [.. Fence(owner, jobs), Now(), leases], ct);

    /// <summary>Gives jobs back unfinished at a stop; the interrupted attempt does not count.</summary>
    public Task<int> ReleaseAsync(Guid owner, IReadOnlyList<ClaimedJob> jobs, CancellationToken ct) =>
        ExecuteAsync(ReleaseSql, Fence(owner, jobs), ct);

    /// <summary>Makes jobs ready again whose owner stopped giving a sign of life; returns how many.</summary>
    public Task<int> ReclaimAsync(CancellationToken ct) => ExecuteAsync(ReclaimSql, [Now()], ct);

    /// <summary>Removes finished rows, 5,000 at a time; returns how many went.</summary>
    public Task<int> SweepAsync(DateTimeOffset doneBefore, DateTimeOffset deadBefore, CancellationToken ct) =>
        ExecuteAsync(SweepSql, [doneBefore, deadBefore], ct);

    private DateTimeOffset Now() => clock.GetUtcNow().ToUniversalTime();

    private static object[] Fence(Guid owner, IReadOnlyList<ClaimedJob> jobs) =>
        [jobs.Select(job => job.Id).ToArray(), jobs.Select(job => job.Attempt).ToArray(), owner];

    private static void Add(NpgsqlCommand command, object value) => command.Parameters.Add(new NpgsqlParameter { Value = value });

    private async Task<int> ExecuteAsync(string sql, object[] values, CancellationToken ct)
    {
        await using var command = database.CreateCommand(sql);
        Array.ForEach(values, value => Add(command, value));
        return await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<HashSet<Guid>> ReadIdsAsync(string sql, object[] values, CancellationToken ct)
    {
        await using var command = database.CreateCommand(sql);
        Array.ForEach(values, value => Add(command, value));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var ids = new HashSet<Guid>();
        while (await reader.ReadAsync(ct))
        {
            ids.Add(reader.GetGuid(0));
        }

        return ids;
    }
}
