using System.Data;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AIGenerator.Kernel.Data;

/// <summary>
/// Brings the database to the schema this build expects. Migrations run in the order module level, module name, number, each in its own
/// transaction, under an advisory lock so that several nodes may start at once. An applied file whose text changed stops the start.
/// </summary>
public sealed partial class Migrator(IEnumerable<MigrationSource> sources, NpgsqlDataSource database, ILogger<Migrator> logger)
{
    // Any constant; it only has to be the same on every node.
    private const long LockKey = 4_160_011;

    private const string CreateLog = """
        create schema if not exists kernel;
        create table if not exists kernel.migrations (
            module text not null,
            number int not null,
            name text not null,
            checksum text not null,
            applied_at timestamptz not null default now(),
            primary key (module, number));
        """;

    /// <summary>Whether a start would change a schema that exists: the moment to take a backup. False for a new database, which has nothing to lose.</summary>
    public async Task<bool> HasPendingAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var exists = new NpgsqlCommand("select to_regclass('kernel.migrations') is not null", connection);
        if (await exists.ExecuteScalarAsync(ct) is not true)
        {
            return false;
        }

        var applied = await ReadAppliedAsync(connection, ct);
        return Ordered().Any(migration => !applied.ContainsKey((migration.Source.Module, migration.Number)));
    }

    /// <summary>Applies what is missing and returns how many migrations that were.</summary>
    /// <exception cref="InvalidOperationException">An applied migration was edited afterwards.</exception>
    public async Task<int> MigrateAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await ExecuteAsync(connection, $"select pg_advisory_lock({LockKey})", ct);
        try
        {
            await ExecuteAsync(connection, CreateLog, ct);
            var applied = await ReadAppliedAsync(connection, ct);
            var count = 0;
            foreach (var migration in Ordered())
            {
                if (!applied.TryGetValue((migration.Source.Module, migration.Number), out var checksum))
                {
                    await ApplyAsync(connection, migration, ct);
                    count++;
                }
                else if (checksum != migration.Checksum)
                {
                    throw new InvalidOperationException($"Migration {migration} was changed after it had been applied to this database. Restore its text and add a new one.");
                }
            }

            if (count > 0)
            {
                // Types and extensions that a migration created.
                await connection.ReloadTypesAsync(ct);
                LogMigrated(count);
            }

            return count;
        }
        finally
        {
            await UnlockAsync(connection);
        }
    }

    private static async Task UnlockAsync(NpgsqlConnection connection)
    {
        // A broken connection has dropped the lock already; asking for it would hide what broke it.
        if (connection.FullState == ConnectionState.Open)
        {
            await ExecuteAsync(connection, $"select pg_advisory_unlock({LockKey})", CancellationToken.None);
        }
    }

    private IEnumerable<Migration> Ordered() =>
        sources.OrderBy(s => s.Level).ThenBy(s => s.Module, StringComparer.Ordinal).SelectMany(s => s.Read());

    private static async Task<Dictionary<(string Module, int Number), string>> ReadAppliedAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var applied = new Dictionary<(string, int), string>();
        await using var command = new NpgsqlCommand("select module, number, checksum from kernel.migrations", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            applied.Add((reader.GetString(0), reader.GetInt32(1)), reader.GetString(2));
        }

        return applied;
    }

    private async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await ExecuteAsync(connection, migration.Sql, ct);
        await using var log = new NpgsqlCommand("insert into kernel.migrations (module, number, name, checksum) values ($1, $2, $3, $4)", connection)
        {
            Parameters = { new() { Value = migration.Source.Module }, new() { Value = migration.Number }, new() { Value = migration.Name }, new() { Value = migration.Checksum } },
        };
        await log.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        LogApplied(migration.Source.Module, migration.Number, migration.Name);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        // Waiting for another node's migrations, or building an index, may take any time.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }

    [LoggerMessage(LogLevel.Information, "{Count} migrations were applied")]
    private partial void LogMigrated(int count);

    [LoggerMessage(LogLevel.Debug, "Migration {Module}/{Number} {Name} applied")]
    private partial void LogApplied(string module, int number, string name);
}
