using System.Globalization;
using Npgsql;

namespace AIGenerator.Web.Hosting.Postgres;

/// <summary>
/// Copies of the embedded database, taken before its schema changes: <c>aigenerator_before_20261124_155900</c>. The last two are kept.
/// </summary>
internal sealed class DatabaseBackup(EmbeddedPostgres server, TimeProvider clock)
{
    private const int Kept = 2;

    private const string Prefix = Database.EmbeddedName + "_before_";

    private const string Broken = Database.EmbeddedName + "_broken";

    /// <summary>Copies the database; nobody may be connected to it.</summary>
    /// <returns>The copy's name.</returns>
    public async Task<string> TakeAsync(CancellationToken ct)
    {
        var name = Prefix + clock.GetUtcNow().ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture);
        await using var control = NpgsqlDataSource.Create(server.Address("postgres"));
        await RunAsync(control, $"create database {name} template {Database.EmbeddedName} strategy file_copy", ct);

        foreach (var old in (await ListAsync(control, ct)).SkipLast(Kept))
        {
            await RunAsync(control, $"drop database {old}", ct);
        }

        return name;
    }

    /// <summary>Puts a copy in the database's place. A power cut in the middle leaves one of the two there, never none.</summary>
    public async Task RestoreAsync(string name, CancellationToken ct)
    {
        await using var control = NpgsqlDataSource.Create(server.Address("postgres"));
        await RunAsync(control, $"drop database if exists {Broken} with (force)", ct);
        await RunAsync(control, $"select pg_terminate_backend(pid) from pg_stat_activity where datname in ('{Database.EmbeddedName}', '{name}')", ct);
        await using (var connection = await control.OpenConnectionAsync(ct))
        await using (var transaction = await connection.BeginTransactionAsync(ct))
        {
            await using var rename = new NpgsqlCommand(
                $"alter database {Database.EmbeddedName} rename to {Broken}; alter database {name} rename to {Database.EmbeddedName}", connection, transaction);
            await rename.ExecuteNonQueryAsync(ct);
            await transaction.CommitAsync(ct);
        }

        await RunAsync(control, $"drop database {Broken} with (force)", ct);
    }

    /// <summary>The copies, oldest first.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken ct)
    {
        await using var control = NpgsqlDataSource.Create(server.Address("postgres"));
        return await ListAsync(control, ct);
    }

    private static async Task<IReadOnlyList<string>> ListAsync(NpgsqlDataSource control, CancellationToken ct)
    {
        var names = new List<string>();
        await using var command = control.CreateCommand("select datname from pg_database where starts_with(datname, $1) order by datname");
        command.Parameters.AddWithValue(Prefix);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    // The names are our own, never anybody's input.
    private static async Task RunAsync(NpgsqlDataSource control, string sql, CancellationToken ct)
    {
        await using var command = control.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(ct);
    }
}
