using System.Reflection;
using System.Text;
using AIGenerator.Kernel.Data;
using AIGenerator.Web.Hosting;
using AIGenerator.Web.Hosting.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using AIGenerator.Tests.Infrastructure;

namespace AIGenerator.Tests.Web;

public sealed class EmbeddedPostgresTests : IDisposable
{
    // Closed to others, like a home folder: the server has to live below it all the same.
    private readonly string _folder = Directory.CreateTempSubdirectory("aig-embedded-").FullName;

    private readonly StoppedClock _clock = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Data_survives_and_a_second_host_is_told_that_the_folder_is_in_use()
    {
        await using (var first = Server())
        {
            await first.StartAsync(TestContext.Current.CancellationToken);
            await RunAsync(first, "create table kept (id int); insert into kept values (7)");

            Should.Throw<StartRefusedException>(Server).Message.ShouldContain("in use by another running AI Generator");
        }

        await using var second = Server();
        await second.StartAsync(TestContext.Current.CancellationToken);

        (await RunAsync(second, "select id from kept")).ShouldBe(7);
    }

    [Fact]
    public async Task A_backup_brings_back_what_a_migration_broke_and_only_two_are_kept()
    {
        var clock = new StoppedClock();
        await using var server = Server();
        await server.StartAsync(TestContext.Current.CancellationToken);
        await RunAsync(server, $"create database {Database.EmbeddedName}");
        await RunAsync(server, "create table kept (id int); insert into kept values (7)", Database.EmbeddedName);
        var backup = new DatabaseBackup(server, clock);

        var names = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            names.Add(await backup.TakeAsync(TestContext.Current.CancellationToken));
            clock.Advance(TimeSpan.FromHours(1));
        }

        await RunAsync(server, "drop table kept", Database.EmbeddedName);
        (await backup.ListAsync(TestContext.Current.CancellationToken)).ShouldBe(names.TakeLast(2));
        await backup.RestoreAsync(names[^1], TestContext.Current.CancellationToken);

        (await RunAsync(server, "select id from kept", Database.EmbeddedName)).ShouldBe(7);
    }

    [Fact]
    public async Task A_start_whose_migration_fails_leaves_the_database_as_it_was_and_the_next_build_goes_on()
    {
        const string Table = "create table kept (id int); insert into kept values (7)";
        await StartAsync(new ShippedMigrations(("0001_kept", Table)));

        // The second one is applied and committed before the third fails.
        var refusal = await Should.ThrowAsync<StartRefusedException>(() => StartAsync(
            new ShippedMigrations(("0001_kept", Table), ("0002_lost", "delete from kept"), ("0003_broken", "alter table kept add column id int"))));
        var (kept, numbers) = (0, 0L);
        await StartAsync(new ShippedMigrations(("0001_kept", Table), ("0002_more", "insert into kept values (8)")), async database =>
        {
            kept = (int)(await ScalarAsync(database, "select sum(id)::int from kept"))!;
            numbers = (long)(await ScalarAsync(database, "select count(*) from kernel.migrations"))!;
        });

        refusal.Message.ShouldContain("was put back as it was");
        refusal.Message.ShouldContain("already exists");
        kept.ShouldBe(15);
        numbers.ShouldBe(2);
    }

    [Fact]
    public async Task A_start_that_finds_an_edited_migration_half_way_puts_the_database_back_too()
    {
        await StartAsync(new ShippedMigrations(("0001_kept", "create table kept (id int)"), ("0003_same", "select 1")));

        var refusal = await Should.ThrowAsync<StartRefusedException>(() => StartAsync(
            new ShippedMigrations(("0001_kept", "create table kept (id int)"), ("0002_lost", "drop table kept"), ("0003_same", "select 2"))));
        object? kept = null;
        await StartAsync(
            new ShippedMigrations(("0001_kept", "create table kept (id int)"), ("0003_same", "select 1")),
            async database => kept = await ScalarAsync(database, "select to_regclass('kept') is not null"));

        refusal.Message.ShouldContain("0003_same");
        kept.ShouldBe(true);
    }

    /// <summary>One start and stop of the host's database with a build's migrations.</summary>
    private async Task StartAsync(ShippedMigrations build, Func<NpgsqlDataSource, Task>? look = null)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(_clock)
            .AddSingleton(new MigrationSource("test", 0, build))
            .AddSingleton<Migrator>()
            .AddDatabase(new DatabaseSettings(null, _folder));
        await using var provider = services.BuildServiceProvider();
        var database = provider.GetRequiredService<Database>();
        try
        {
            await database.StartingAsync(TestContext.Current.CancellationToken);
            await (look?.Invoke(provider.GetRequiredService<NpgsqlDataSource>()) ?? Task.CompletedTask);
        }
        finally
        {
            await database.StoppedAsync(CancellationToken.None);
            _clock.Advance(TimeSpan.FromHours(1));
        }
    }

    private static async Task<object?> ScalarAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    private EmbeddedPostgres Server() => new(new EmbeddedPostgresSettings(Path.Combine(_folder, "postgres")) { Durable = false }, NullLogger<EmbeddedPostgres>.Instance);

    private static async Task<object?> RunAsync(EmbeddedPostgres server, string sql, string database = "postgres")
    {
        var address = server.Address(database);
        address.Pooling = false;
        await using var source = NpgsqlDataSource.Create(address);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}

/// <summary>A build that ships these migrations.</summary>
internal sealed class ShippedMigrations(params (string Name, string Sql)[] files) : Assembly
{
    public override string[] GetManifestResourceNames() => [.. files.Select(file => $"Migrations/{file.Name}.sql")];

    public override Stream? GetManifestResourceStream(string name) =>
        new MemoryStream(Encoding.UTF8.GetBytes(files.Single(file => name == $"Migrations/{file.Name}.sql").Sql));
}
