using Npgsql;

namespace AIGenerator.Web.Hosting.Operation;

/// <summary>What the queue looks like now.</summary>
/// <param name="Ready">Jobs that could run.</param>
/// <param name="Running">Jobs that some node runs.</param>
/// <param name="Dead">Jobs whose attempts are used up.</param>
/// <param name="OldestWait">How long the oldest job that could run has waited.</param>
internal sealed record QueueState(long Ready, long Running, long Dead, TimeSpan OldestWait);

/// <summary>A job whose attempts are used up.</summary>
internal sealed record DeadJob(Guid Id, string Name, int Attempt, string? LastError, DateTimeOffset At);

/// <summary>Looks into the queue for the operator; the work itself is the Kernel's.</summary>
internal sealed class QueueFigures(NpgsqlDataSource database, TimeProvider clock)
{
    private const string Count = """
        select count(*) filter (where state = 'Ready' and run_at <= $1),
               count(*) filter (where state = 'Running'),
               count(*) filter (where state = 'Dead'),
               min(run_at) filter (where state = 'Ready')
        from kernel.jobs where state <> 'Done'
        """;

    private const string ListDead = """
        select id, name, attempt, last_error, coalesce(finished_at, created_at)
        from kernel.jobs where state = 'Dead' order by finished_at desc nulls last limit 50
        """;

    private const string Revive = """
        update kernel.jobs set state = 'Ready', attempt = 0, run_at = $2, finished_at = null
        where id = $1 and state = 'Dead'
        """;

    /// <summary>Counts.</summary>
    public async Task<QueueState> ReadAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var command = database.CreateCommand(Count);
        command.Parameters.AddWithValue(now);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var oldest = await reader.IsDBNullAsync(3, ct) ? now : await reader.GetFieldValueAsync<DateTimeOffset>(3, ct);
        return new QueueState(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), oldest < now ? now - oldest : TimeSpan.Zero);
    }

    /// <summary>The dead jobs, latest first, at most fifty.</summary>
    public async Task<IReadOnlyList<DeadJob>> DeadAsync(CancellationToken ct)
    {
        var jobs = new List<DeadJob>();
        await using var command = database.CreateCommand(ListDead);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var error = await reader.IsDBNullAsync(3, ct) ? null : reader.GetString(3);
            jobs.Add(new DeadJob(reader.GetGuid(0), reader.GetString(1), reader.GetInt32(2), error, await reader.GetFieldValueAsync<DateTimeOffset>(4, ct)));
        }

        return jobs;
    }

    /// <summary>Gives a dead job all its attempts again. False where it is no longer dead.</summary>
    public async Task<bool> RetryAsync(Guid id, CancellationToken ct)
    {
        await using var command = database.CreateCommand(Revive);
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(clock.GetUtcNow());
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }
}
