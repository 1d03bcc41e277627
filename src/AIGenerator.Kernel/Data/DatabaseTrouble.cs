using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AIGenerator.Kernel.Data;

/// <summary>Failures of the database that pass: a restart, a lost connection, none free, a deadlock, a prepared statement whose table has a new column.</summary>
public static class DatabaseTrouble
{
    /// <summary>Whether trying again later may help.</summary>
    public static bool Is(Exception? trouble) => trouble switch
    {
        null => false,
        PostgresException postgres => postgres.IsTransient
            || postgres.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.FeatureNotSupported,
        NpgsqlException or TimeoutException or IOException => true,
        DbUpdateException or InvalidOperationException => Is(trouble.InnerException),
        _ => false,
    };
}
