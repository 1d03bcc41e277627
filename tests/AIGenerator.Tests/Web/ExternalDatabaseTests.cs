using AIGenerator.Kernel.Data;
using AIGenerator.Tests.Infrastructure;
using AIGenerator.Web.Hosting;
using AIGenerator.Web.Hosting.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AIGenerator.Tests.Web;

/// <summary>A database that <c>DATABASE_URL</c> names and that will not do.</summary>
public sealed class ExternalDatabaseTests(TestPostgres server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(140_013, "PostgreSQL 14")]
    [InlineData(90_624, "PostgreSQL 9")]
    public void An_old_server_is_refused_by_its_version(int version, string named)
    {
        var refusal = ExternalDatabase.RefusalOfVersion(version).ShouldNotBeNull();

        refusal.ShouldStartWith("DATABASE_URL: ");
        refusal.ShouldContain(named);
        refusal.ShouldContain("15 or newer");
    }

    [Theory]
    [InlineData(150_000)]
    [InlineData(180_004)]
    public void A_server_that_is_new_enough_is_not(int version) => ExternalDatabase.RefusalOfVersion(version).ShouldBeNull();

    [Fact]
    public async Task A_user_who_does_not_own_the_database_is_told_what_to_do()
    {
        var address = await server.CreateEmptyDatabaseAsync();
        var guest = new NpgsqlConnectionStringBuilder(address.ConnectionString) { Username = $"guest_of_{address.Database}", Password = "hush", Pooling = false };
        await RunAsync(address, $"create role {guest.Username} login password 'hush'");

        var refusal = await RefusalAsync(guest, "select 1");

        await server.DropDatabaseAsync(address.Database!);
        await RunAsync(new NpgsqlConnectionStringBuilder(address.ConnectionString) { Database = "postgres" }, $"drop role {guest.Username}");
        refusal.ShouldStartWith("DATABASE_URL: ");
        refusal.ShouldContain($"alter database \"{address.Database}\" owner to \"{guest.Username}\"");
        refusal.ShouldNotContain("hush");
    }

    [Fact]
    public async Task A_migration_that_the_server_refuses_is_told_in_its_words()
    {
        var address = await server.CreateEmptyDatabaseAsync();

        var refusal = await RefusalAsync(address, "create extension no_such_extension");

        await server.DropDatabaseAsync(address.Database!);
        refusal.ShouldStartWith("DATABASE_URL: ");
        refusal.ShouldContain("could not be brought to this version");
        refusal.ShouldContain("no_such_extension");
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_named_without_the_password()
    {
        var refusal = await RefusalAsync(new NpgsqlConnectionStringBuilder("Host=127.0.0.1;Port=1;Database=x;Username=me;Password=hush"), "select 1");

        refusal.ShouldStartWith("DATABASE_URL: cannot use the database 'x' on 127.0.0.1:1");
        refusal.ShouldNotContain("hush");
    }

    /// <summary>The words of a start over this database with a build that ships this migration.</summary>
    private static async Task<string> RefusalAsync(NpgsqlConnectionStringBuilder address, string migration)
    {
        await using var provider = new ServiceCollection()
            .AddLogging()
            .AddSingleton(new MigrationSource("test", 0, new ShippedMigrations(("0001_test", migration))))
            .AddSingleton<Migrator>()
            .AddDatabase(new DatabaseSettings(address, DataFolder: "unused"))
            .BuildServiceProvider();

        return (await Should.ThrowAsync<StartRefusedException>(() => provider.GetRequiredService<Database>().StartingAsync(Ct))).Message;
    }

    private static async Task RunAsync(NpgsqlConnectionStringBuilder address, string sql)
    {
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(address.ConnectionString) { Pooling = false });
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
