using AIGenerator.Kernel.Data;
using AIGenerator.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AIGenerator.Tests.Kernel.Data;

public sealed class MigratorTests(TestPostgres server)
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nodes_that_start_together_migrate_once()
    {
        var address = await server.CreateEmptyDatabaseAsync();
        await using var database = NpgsqlDataSource.Create(address);

        var applied = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Migrator(database).MigrateAsync(Ct)));

        applied.Order().Take(2).ShouldBe([0, 0]);
        applied.Max().ShouldBeGreaterThan(0);
        (await Migrator(database).HasPendingAsync(Ct)).ShouldBeFalse();
        await server.DropDatabaseAsync(address.Database!);
    }

    [Fact]
    public async Task An_applied_file_that_was_edited_stops_the_start()
    {
        var address = await server.CreateEmptyDatabaseAsync();
        await using var database = NpgsqlDataSource.Create(address);
        await Migrator(database).MigrateAsync(Ct);
        await using var edit = database.CreateCommand("update kernel.migrations set checksum = 'another' where number = 1");
        await edit.ExecuteNonQueryAsync(Ct);

        var refusal = await Should.ThrowAsync<InvalidOperationException>(() => Migrator(database).MigrateAsync(Ct));

        refusal.Message.ShouldContain("kernel/0001_kernel");
        await server.DropDatabaseAsync(address.Database!);
    }

    [Fact]
    public async Task A_missing_migration_of_an_existing_database_is_pending()
    {
        var address = await server.CreateEmptyDatabaseAsync();
        await using var database = NpgsqlDataSource.Create(address);
        (await Migrator(database).HasPendingAsync(Ct)).ShouldBeFalse();
        await Migrator(database).MigrateAsync(Ct);
        await using var forget = database.CreateCommand("delete from kernel.migrations where number = 2");
        await forget.ExecuteNonQueryAsync(Ct);

        (await Migrator(database).HasPendingAsync(Ct)).ShouldBeTrue();
        await server.DropDatabaseAsync(address.Database!);
    }

    private static Migrator Migrator(NpgsqlDataSource database) =>
        new([new MigrationSource("kernel", 0, typeof(Migrator).Assembly)], database, NullLogger<Migrator>.Instance);
}
