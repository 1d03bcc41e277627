using AIGenerator.Kernel.Data;
using Npgsql;

namespace AIGenerator.Web.Hosting.Postgres;

/// <summary>
/// The database of this host: the one that <c>DATABASE_URL</c> names, or an embedded one. Ready and migrated before any other part of
/// the host starts, and the last to stop.
/// </summary>
internal sealed partial class Database : IHostedLifecycleService, IAsyncDisposable
{
    /// <summary>The name of the embedded database.</summary>
    public const string EmbeddedName = "aigenerator";

    // Of each connection (docs/decisions/0018).
    private const int MostPrepared = 60;
    private const int MostOfQueue = 5;

    private readonly IServiceProvider _services;
    private readonly ILogger<Database> _logger;
    private readonly EmbeddedPostgres? _embedded;
    private readonly NpgsqlConnectionStringBuilder _address;

    /// <summary>Decides for one of the two; nothing runs yet.</summary>
    public Database(DatabaseSettings settings, IServiceProvider services, ILogger<Database> logger, ILogger<EmbeddedPostgres> serverLogger)
    {
        _services = services;
        _logger = logger;
        if (settings.Address is not null)
        {
            _address = settings.Address;
        }
        else
        {
            _embedded = new EmbeddedPostgres(new EmbeddedPostgresSettings(Path.Combine(settings.DataFolder, "postgres")) { PackagePath = settings.PostgresPath }, serverLogger);
            _address = _embedded.Address(EmbeddedName);
        }
    }

    /// <summary>Where the data is, for the operator.</summary>
    public string Description => _embedded is null ? $"{_address.Host}/{_address.Database}" : $"embedded PostgreSQL, data in {_embedded.DataFolder}";

    /// <summary>The folder of our own server, or <c>host/database</c> of another; never a password.</summary>
    public string Place => _embedded?.DataFolder ?? Description;

    /// <summary>Whether the host runs the server itself.</summary>
    public bool IsEmbedded => _embedded is not null;

    /// <summary>The pool; connections work once the host has started.</summary>
    public NpgsqlDataSource CreateDataSource() => Build(Connections());

    /// <summary>A small pool for the queue, whose table is empty at night and full by day: its statements are planned each time (docs/decisions/0018).</summary>
    public NpgsqlDataSource CreateQueueSource()
    {
        var address = Connections();
        address.MaxAutoPrepare = 0;
        address.MinPoolSize = 0;
        address.MaxPoolSize = MostOfQueue;
        return Build(address);
    }

    private NpgsqlConnectionStringBuilder Connections()
    {
        var address = new NpgsqlConnectionStringBuilder(_address.ConnectionString) { NoResetOnClose = true };
        address.ApplicationName ??= "AIGenerator";
        if (!address.ShouldSerialize("Max Auto Prepare"))
        {
            address.MaxAutoPrepare = MostPrepared;
        }

        return address;
    }

    private NpgsqlDataSource Build(NpgsqlConnectionStringBuilder address)
    {
        var builder = new NpgsqlDataSourceBuilder(address.ConnectionString);
        builder.UseLoggerFactory(_services.GetRequiredService<ILoggerFactory>());
        return builder.Build();
    }

    /// <inheritdoc/>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (_embedded is not null)
        {
            await _embedded.StartAsync(cancellationToken);
            try
            {
                await CreateEmbeddedDatabaseAsync(_embedded, cancellationToken);
            }
            catch (PostgresException problem) when (problem.SqlState is PostgresErrorCodes.InvalidPassword)
            {
                throw new StartRefusedException($"DATA_DIR: the password in '{_embedded.PasswordFile}' is not the one of the database beside it. Put the file back from a backup.");
            }
        }

        var migrator = _services.GetRequiredService<Migrator>();
        if (_embedded is null)
        {
            await ExternalDatabase.PrepareAsync(_services.GetRequiredService<NpgsqlDataSource>(), _address, migrator, cancellationToken);
        }
        else if (await migrator.HasPendingAsync(cancellationToken))
        {
            await MigrateWithBackupAsync(_embedded, migrator, cancellationToken);
        }
        else
        {
            await migrator.MigrateAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (_embedded is not null)
        {
            await _embedded.StopAsync(cancellationToken);
        }
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
    public async ValueTask DisposeAsync()
    {
        if (_embedded is not null)
        {
            await _embedded.DisposeAsync();
        }
    }

    private static async Task CreateEmbeddedDatabaseAsync(EmbeddedPostgres server, CancellationToken ct)
    {
        await using var control = NpgsqlDataSource.Create(server.Address("postgres"));
        await using var exists = control.CreateCommand($"select 1 from pg_database where datname = '{EmbeddedName}'");
        if (await exists.ExecuteScalarAsync(ct) is null)
        {
            await using var create = control.CreateCommand($"create database {EmbeddedName}");
            await create.ExecuteNonQueryAsync(ct);
        }
    }

    private async Task MigrateWithBackupAsync(EmbeddedPostgres server, Migrator migrator, CancellationToken ct)
    {
        // A template may have no other sessions.
        _services.GetRequiredService<NpgsqlDataSource>().Clear();
        var backup = new DatabaseBackup(server, _services.GetRequiredService<TimeProvider>());
        var name = await backup.TakeAsync(ct);
        LogBackup(name);
        try
        {
            await migrator.MigrateAsync(ct);
        }
        catch (Exception problem) when (problem is PostgresException or InvalidOperationException)
        {
            // Some migrations of this start may have been applied before the one that failed.
            _services.GetRequiredService<NpgsqlDataSource>().Clear();
            await backup.RestoreAsync(name, CancellationToken.None);
            var reason = problem is PostgresException postgres ? postgres.MessageText : problem.Message;
            throw new StartRefusedException($"The database could not be brought to this version and was put back as it was: {reason}");
        }
    }

    [LoggerMessage(LogLevel.Information, "Database copied to {Backup} before its schema changes")]
    private partial void LogBackup(string backup);
}
