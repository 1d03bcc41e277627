using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AIGenerator.Generation.Texts;

/// <summary>Failures of the database that pass: a restart, a lost connection, a deadlock.</summary>
internal static class DatabaseTrouble
{
    public static bool Is(Exception? trouble) => trouble switch
    {
        null => false,
        PostgresException postgres => postgres.IsTransient || postgres.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
        NpgsqlException or TimeoutException or IOException => true,
        DbUpdateException or InvalidOperationException => Is(trouble.InnerException),
        _ => false,
    };
}
