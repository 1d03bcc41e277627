using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AIGenerator.Kernel.Protection;

/// <summary>
/// Reads the keys, or makes the first one, before anybody needs them, one node at a time: two that start on an empty database together
/// would otherwise make one each, and not know the other's.
/// </summary>
internal sealed partial class FirstKey(NpgsqlDataSource database, StoredKeys keys, IDataProtectionProvider protection, ILogger<FirstKey> logger) : IHostedLifecycleService
{
    // Any constant; it only has to be the same on every node.
    private const long LockKey = 4_160_012;

    /// <inheritdoc/>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var turn = await connection.BeginTransactionAsync(cancellationToken);
        await using var wait = new NpgsqlCommand($"select pg_advisory_xact_lock({LockKey})", connection, turn);
        await wait.ExecuteNonQueryAsync(cancellationToken);
        if (keys.IsNewestForeign())
        {
            LogForeign();
        }

        protection.CreateProtector(nameof(FirstKey)).Protect([1]);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Warning,
        "AUTH_SECRET differs from the one that the newest stored data-protection key was made with. What that key signed is void here: visitors without an account start anew, and forms that are open now must be reloaded; who has signed in stays so. Every node of one database needs the same AUTH_SECRET, and so does every start (without AUTH_SECRET it is DATA_DIR/keys/auth-secret).")]
    private partial void LogForeign();
}
