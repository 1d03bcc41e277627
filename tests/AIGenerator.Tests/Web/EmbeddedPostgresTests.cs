using AIGenerator.Web.Hosting;
using AIGenerator.Web.Hosting.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using AIGenerator.Tests.Infrastructure;

namespace AIGenerator.Tests.Web;

public sealed class EmbeddedPostgresTests : IDisposable
{
    // Closed to others, like a home folder: the server has to live below it all the same.
    private readonly string _folder = Directory.CreateTempSubdirectory("aig-embedded-").FullName;

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
