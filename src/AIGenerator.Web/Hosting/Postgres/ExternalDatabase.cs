using System.Net.Sockets;
using AIGenerator.Kernel.Data;
using Npgsql;

namespace AIGenerator.Web.Hosting.Postgres;

/// <summary>The database that <c>DATABASE_URL</c> names: brought to this build's schema, or refused in words.</summary>
internal static class ExternalDatabase
{
    private const int OldestVersion = 15;

    /// <summary>Checks the server and migrates.</summary>
    /// <exception cref="StartRefusedException">It cannot be reached, is too old, or refuses the schema; the message says which, never the password.</exception>
    public static async Task PrepareAsync(NpgsqlDataSource database, NpgsqlConnectionStringBuilder address, Migrator migrator, CancellationToken ct)
    {
        var place = $"'{address.Database}' on {address.Host}:{address.Port}";
        if (RefusalOfVersion(await ReadVersionAsync(database, place, ct)) is { } refusal)
        {
            throw new StartRefusedException(refusal);
        }

        try
        {
            await migrator.MigrateAsync(ct);
        }
        catch (PostgresException problem) when (problem.SqlState is PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new StartRefusedException(
                $"DATABASE_URL: the user '{address.Username}' may not make the product's tables in {place} ({problem.MessageText}). Let it own the database: alter database \"{address.Database}\" owner to \"{address.Username}\".");
        }
        catch (Exception problem) when (problem is NpgsqlException or InvalidOperationException)
        {
            throw new StartRefusedException($"DATABASE_URL: the database {place} could not be brought to this version: {Words(problem)}");
        }
    }

    /// <summary>Why a server of this version (<c>server_version_num</c>) will not do; null where it will.</summary>
    public static string? RefusalOfVersion(int version) => version / 10_000 is var major && major >= OldestVersion
        ? null
        : $"DATABASE_URL: the server is PostgreSQL {major}, and {OldestVersion} or newer is needed.";

    private static async Task<int> ReadVersionAsync(NpgsqlDataSource database, string place, CancellationToken ct)
    {
        try
        {
            await using var version = database.CreateCommand("select current_setting('server_version_num')::int");
            return (int)(await version.ExecuteScalarAsync(ct))!;
        }
        catch (Exception problem) when (problem is NpgsqlException or SocketException)
        {
            throw new StartRefusedException($"DATABASE_URL: cannot use the database {place}: {Words(problem)}");
        }
    }

    private static string Words(Exception problem) => problem switch
    {
        PostgresException refused => $"{refused.MessageText} ({refused.SqlState})",
        { InnerException: SocketException or TimeoutException } => problem.InnerException.Message,
        _ => problem.Message,
    };
}
