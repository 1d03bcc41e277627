using Npgsql;

namespace AIGenerator.E2E.Infrastructure;

/// <summary>
/// One PostgreSQL for several nodes that are killed and started: the embedded server of a host that does nothing else, with a database of the
/// nodes' own on it.
/// </summary>
internal sealed class SharedDatabase : IAsyncDisposable
{
    private readonly string _folder;
    private ChildServer _keeper;

    private SharedDatabase(string folder, ChildServer keeper, string url) => (_folder, _keeper, Url) = (folder, keeper, url);

    /// <summary>As <c>DATABASE_URL</c> takes it.</summary>
    public string Url { get; }

    public static async Task<SharedDatabase> StartAsync(CancellationToken ct)
    {
        var folder = ChildServer.NewDataFolder();
        var keeper = await KeepAsync(folder, ct);
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
        return new SharedDatabase(folder, keeper, new NpgsqlConnectionStringBuilder(address.ConnectionString) { Database = "nodes", Pooling = true, MaxPoolSize = 20 }.ConnectionString);
    }

    /// <summary>The database server goes down in the middle of everything and comes up again at the same place.</summary>
    /// <param name="ct">Stops waiting.</param>
    /// <param name="away">How long it stays away at least.</param>
    public async Task RestartAsync(CancellationToken ct, TimeSpan away = default)
    {
        await _keeper.KillAsync();
        await _keeper.DisposeAsync();
        await Task.Delay(away, TimeProvider.System, ct);
        _keeper = await KeepAsync(_folder, ct);
    }

    private static Task<ChildServer> KeepAsync(string folder, CancellationToken ct) => ChildServer.StartProductAsync(folder, ct, ("ROLE", "web"));

    public ValueTask DisposeAsync() => _keeper.DisposeAsync();
}
