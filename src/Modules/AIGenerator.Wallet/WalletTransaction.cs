using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace AIGenerator.Wallet;

/// <summary>Runs a change of credits in the scope's transaction, or in one of its own where there is none.</summary>
internal sealed class WalletTransaction(AppDb db, INodeBus bus)
{
    /// <summary>The channel on which the id of each changed workspace is announced.</summary>
    public const string Channel = "wallet";

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> change, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is not null)
        {
            return await change(ct);
        }

        await using var own = await db.Database.BeginTransactionAsync(ct);
        var result = await change(ct);
        await own.CommitAsync(ct);
        return result;
    }

    /// <summary>
    /// One round trip. Each statement sees what was committed before it began, so a statement after the one that takes the lock
    /// reads rows as the lock's last holder left them.
    /// </summary>
    public NpgsqlBatch Batch(params ReadOnlySpan<NpgsqlBatchCommand> commands)
    {
        var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction());
        foreach (var command in commands)
        {
            batch.BatchCommands.Add(command);
        }

        return batch;
    }

    public Task AnnounceAsync(WorkspaceId workspace, CancellationToken ct) => bus.NotifyAsync(db, Channel, workspace.ToString(), ct);
}

internal static class Sql
{
    /// <summary>A statement with positional parameters <c>$1, $2, …</c>.</summary>
    public static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public static NpgsqlParameter Value<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };

    public static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Varchar };

    public static NpgsqlParameter Time(DateTimeOffset? value) =>
        new() { Value = value is { } at ? at.UtcDateTime : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz };

    public static NpgsqlParameter Id(Guid? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid };
}
