using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AIGenerator.Kernel.Data;

/// <summary>Failures of the database that pass: a restart, a lost connection, none free, a deadlock.</summary>
public static class DatabaseTrouble
{
    /// <summary>Whether trying again later may help.</summary>
    public static bool Is(Exception? trouble) => trouble switch
    {
        null => false,
        PostgresException postgres => postgres.IsTransient || postgres.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
        NpgsqlException or TimeoutException or IOException => true,
        DbUpdateException or InvalidOperationException => Is(trouble.InnerException),
        _ => false,
    };
}
