using Npgsql;

namespace AIGenerator.E2E.Infrastructure;

/// <summary>
/// One PostgreSQL for several nodes that are killed and started: the embedded server of a host that does nothing else, with a database of the
/// nodes' own on it.
/// </summary>
internal sealed class SharedDatabase : IAsyncDisposable
{
    private readonly ChildServer _keeper;

    private SharedDatabase(ChildServer keeper, string url)
    {
        _keeper = keeper;
        Url = url;
    }

    /// <summary>As <c>DATABASE_URL</c> takes it.</summary>
    public string Url { get; }

    public static async Task<SharedDatabase> StartAsync(CancellationToken ct)
    {
        var folder = ChildServer.NewDataFolder();
        var keeper = await ChildServer.StartProductAsync(folder, ct, ("ROLE", "web"));
        var address = new NpgsqlConnectionStringBuilder
        {
            Host = Path.Combine(folder, "postgres", "socket"),
            Username = "aigenerator",
            Password = (await File.ReadAllTextAsync(Path.Combine(folder, "postgres", "password"), ct)).Trim(),
            Database = "postgres",
            Pooling = false,
        };
        await using var control = NpgsqlDataSource.Create(address);
        await using var create = control.CreateCommand("create database nodes");
        await create.ExecuteNonQueryAsync(ct);
        return new SharedDatabase(keeper, new NpgsqlConnectionStringBuilder(address.ConnectionString) { Database = "nodes", Pooling = true, MaxPoolSize = 20 }.ConnectionString);
    }

    public ValueTask DisposeAsync() => _keeper.DisposeAsync();
}
