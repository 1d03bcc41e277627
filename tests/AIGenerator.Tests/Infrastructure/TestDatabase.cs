using AIGenerator.Kernel.Identity;
using Npgsql;

namespace AIGenerator.Tests.Infrastructure;

/// <summary>A migrated database of a test class's own: <c>IClassFixture&lt;TestDatabase&gt;</c>.</summary>
public class TestDatabase(TestPostgres server) : IAsyncLifetime
{
    private NpgsqlConnectionStringBuilder? _address;
    private NpgsqlDataSource? _source;

    /// <summary>The pool.</summary>
    public NpgsqlDataSource Source => _source ?? throw new InvalidOperationException("The fixture has not been initialised.");

    /// <summary>As <c>DATABASE_URL</c> takes it.</summary>
    public string ConnectionString => (_address ?? throw new InvalidOperationException("The fixture has not been initialised.")).ConnectionString;

    /// <summary>One value, or null.</summary>
    public async Task<T?> QueryAsync<T>(string sql, params object[] parameters)
    {
        await using var command = Source.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    /// <summary>Runs a statement and returns the rows it touched.</summary>
    public async Task<int> ExecuteAsync(string sql, params object[] parameters)
    {
        await using var command = Source.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>A workspace that is there, and belongs to nobody.</summary>
    public WorkspaceId AddWorkspace()
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        using var command = Source.CreateCommand(
            "insert into workspaces.workspaces (id, kind, name, created_at, expires_at) values ($1, 'Visitor', '', now(), now() + interval '10 years')");
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        command.ExecuteNonQuery();
        return new WorkspaceId(id);
    }

    /// <summary>Takes a workspace away as its deletion does, before any module has erased what it keeps.</summary>
    public Task<int> DropWorkspaceAsync(WorkspaceId workspace) => ExecuteAsync("delete from workspaces.workspaces where id = $1", workspace.Value);

    public virtual async ValueTask InitializeAsync()
    {
        _address = await server.CreateDatabaseAsync();
        _source = NpgsqlDataSource.Create(_address);
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_source is not null)
        {
            await _source.DisposeAsync();
            await server.DropDatabaseAsync(_address!.Database!);
        }

        GC.SuppressFinalize(this);
    }
}
