using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace AIGenerator.Kernel.Queue;

/// <summary>Writes new jobs in one statement that drops duplicates of a unique key and wakes the workers at the commit.</summary>
internal static class JobInsert
{
    private const string Sql = $"""
        with added as (
            insert into kernel.jobs (id, name, payload, state, priority, run_at, attempt, max_attempts, unique_key, created_at)
            select id, name, payload::json, 'Ready', priority, run_at, 0, max_attempts, unique_key, created_at
            from unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::timestamptz[], $6::int[], $7::text[], $8::timestamptz[])
                as job (id, name, payload, priority, run_at, max_attempts, unique_key, created_at)
            on conflict do nothing
            returning name, run_at, created_at)
        select pg_notify('{NodeBus.Channel}', '{JobNews.Channel} ' || name) from (select distinct name from added where run_at <= created_at) as due
        """;

    public static async Task WriteAsync(AppDb db, IReadOnlyList<Job> jobs, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            var connection = (NpgsqlConnection)db.Database.GetDbConnection();
            var transaction = (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction();
            await using var command = new NpgsqlCommand(Sql, connection, transaction)
            {
                Parameters =
                {
                    new() { Value = Column(jobs, job => job.Id) },
                    new() { Value = Column(jobs, job => job.Name) },
                    new() { Value = Column(jobs, job => job.Payload) },
                    new() { Value = Column(jobs, job => job.Priority) },
                    new() { Value = Column(jobs, job => job.RunAt) },
                    new() { Value = Column(jobs, job => job.MaxAttempts) },
                    new() { Value = Column(jobs, job => job.UniqueKey) },
                    new() { Value = Column(jobs, job => job.CreatedAt) },
                },
            };
            await command.ExecuteNonQueryAsync(ct);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static T[] Column<T>(IReadOnlyList<Job> jobs, Func<Job, T> value)
    {
        var column = new T[jobs.Count];
        for (var i = 0; i < column.Length; i++)
        {
            column[i] = value(jobs[i]);
        }

        return column;
    }
}
