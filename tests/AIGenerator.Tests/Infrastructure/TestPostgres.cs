using AIGenerator.Kernel.Data;
using AIGenerator.Tests.Infrastructure;
using AIGenerator.Web;
using AIGenerator.Web.Hosting.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

[assembly: AssemblyFixture(typeof(TestPostgres))]

namespace AIGenerator.Tests.Infrastructure;

/// <summary>
/// One embedded PostgreSQL for the run, started by the first test that needs it and gone with the run. <c>TEST_DATABASE_URL</c> names
/// another server instead (its user may create databases).
/// </summary>
public sealed class TestPostgres : IAsyncDisposable
{
    private const string Template = "aig_template";

    private readonly Lazy<Task<NpgsqlConnectionStringBuilder>> _server;
    private readonly string _run = Convert.ToHexStringLower(BitConverter.GetBytes(Environment.ProcessId));
    private readonly SemaphoreSlim _copying = new(1);
    private string? _folder;
    private EmbeddedPostgres? _embedded;
    private int _copies;

    public TestPostgres() => _server = new(StartAsync);

    /// <summary>A new database with the schema of every module, for one test class.</summary>
    public async Task<NpgsqlConnectionStringBuilder> CreateDatabaseAsync()
    {
        var server = await _server.Value;
        var name = $"aig_{_run}_{Interlocked.Increment(ref _copies)}";
        await _copying.WaitAsync();
        try
        {
            await RunAsync(server, $"create database {name} template {TemplateName}");
        }
        finally
        {
            _copying.Release();
        }

        return new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name, MaxPoolSize = 60, IncludeErrorDetail = true };
    }

    /// <summary>A new database without any table, for tests of migrations.</summary>
    public async Task<NpgsqlConnectionStringBuilder> CreateEmptyDatabaseAsync()
    {
        var server = await _server.Value;
        var name = $"aig_{_run}_{Interlocked.Increment(ref _copies)}";
        await RunAsync(server, $"create database {name}");
        return new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name, IncludeErrorDetail = true };
    }

    /// <summary>Ends the sessions of a database and removes it.</summary>
    public async Task DropDatabaseAsync(string name) => await RunAsync(await _server.Value, $"drop database if exists {name} with (force)");

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated && _embedded is null)
        {
            await DropDatabaseAsync(TemplateName);
        }

        if (_embedded is not null)
        {
            await _embedded.DisposeAsync();
        }

        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }

        _copying.Dispose();
    }

    private string TemplateName => $"{Template}_{_run}";

    private async Task<NpgsqlConnectionStringBuilder> StartAsync()
    {
        NpgsqlConnectionStringBuilder server;
        if (Environment.GetEnvironmentVariable("TEST_DATABASE_URL") is { Length: > 0 } url)
        {
            server = DatabaseAddress.Parse(url);
        }
        else
        {
            _folder = Directory.CreateTempSubdirectory("aig-tests-").FullName;
            if (!OperatingSystem.IsWindows())
            {
                // Open, so that the server's own user reaches its folder below without any capability.
                File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
            }

            var settings = new EmbeddedPostgresSettings(Path.Combine(_folder, "postgres")) { Durable = false, MaxConnections = 400 };
            _embedded = new EmbeddedPostgres(settings, NullLogger<EmbeddedPostgres>.Instance);
            await _embedded.StartAsync(CancellationToken.None);
            server = _embedded.Address("postgres");
        }

        server.Pooling = true;
        await RunAsync(server, $"create database {TemplateName}");
        await MigrateAsync(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = TemplateName, Pooling = false });
        return server;
    }

    private static async Task MigrateAsync(NpgsqlConnectionStringBuilder template)
    {
        await using var database = NpgsqlDataSource.Create(template);
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(database)
            .AddSingleton(TimeProvider.System)
            .AddModules(new ConfigurationBuilder().Build())
            .BuildServiceProvider();
        await services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
    }

    private static async Task RunAsync(NpgsqlConnectionStringBuilder server, string sql)
    {
        await using var control = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false });
        await using var command = control.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
