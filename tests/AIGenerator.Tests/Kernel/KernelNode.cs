using AIGenerator.Kernel;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Events;
using AIGenerator.Kernel.Queue;
using AIGenerator.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AIGenerator.Tests.Kernel;

/// <summary>One node: the Kernel composed as the host composes it, with a stopped clock. Hosted services start only where the test asks.</summary>
internal sealed class KernelNode : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly bool _isRunning;

    private KernelNode(IHost host, bool isRunning)
    {
        _host = host;
        _isRunning = isRunning;
    }

    public CancellationToken Ct => TestContext.Current.CancellationToken;

    public StoppedClock Clock => (StoppedClock)Get<TimeProvider>();

    public Notes Notes => Get<Notes>();

    public static async Task<KernelNode> StartAsync(string connection, Action<IServiceCollection>? configure, bool isRunning, TimeProvider? clock)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(NpgsqlDataSource.Create(connection));
        builder.Services.AddSingleton<TimeProvider>(clock ?? new StoppedClock());
        builder.Services.AddKernel(options => options.RunsJobs = isRunning);
        builder.Services.AddSingleton<Notes>();
        builder.Services.AddJob<Note, NoteHandler>(new JobOptions { MaxAttempts = 3 });
        configure?.Invoke(builder.Services);
        var host = builder.Build();
        if (isRunning)
        {
            await host.StartAsync();
        }

        return new KernelNode(host, isRunning);
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public async Task InScopeAsync(Func<AppDb, IQueue, Task> act)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<AppDb>(), scope.ServiceProvider.GetRequiredService<IQueue>());
    }

    public async Task InScopeAsync(Func<IServiceProvider, AppDb, Task> act)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        await act(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<AppDb>());
    }

    public Task RaiseAsync<TEvent>(TEvent happened)
        where TEvent : class, IDomainEvent => InScopeAsync(async (IServiceProvider scope, AppDb db) =>
        {
            await scope.GetRequiredService<IEvents>().RaiseAsync(happened, Ct);
            await db.SaveChangesAsync(Ct);
        });

    public Task<List<ClaimedJob>> ClaimAsync(int free) =>
        Get<JobStore>().ClaimAsync(Get<JobWorker>().Owner, [new JobRoom(Note.JobName, free, TimeSpan.FromSeconds(30))], Ct);

    public Task EnqueueAsync(Note note, DateTimeOffset? runAt = null, string? uniqueKey = null, int priority = 0) => InScopeAsync(async (AppDb db, IQueue queue) =>
    {
        queue.Enqueue(note, runAt, uniqueKey, priority);
        await db.SaveChangesAsync(Ct);
    });

    /// <summary>Runs what is due now.</summary>
    public Task<int> DrainAsync() => Get<JobWorker>().DrainAsync(Ct);

    public async Task<int> CountAsync(Note note) => (await StatesAsync(note)).Count;

    /// <summary>State, attempt and last error of the rows that carry this note.</summary>
    public async Task<List<(string State, int Attempt, string? Error)>> StatesAsync(Note note)
    {
        await using var command = Get<NpgsqlDataSource>().CreateCommand("select state, attempt, last_error from kernel.jobs where payload ->> 'text' = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = note.Text });
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var rows = new List<(string, int, string?)>();
        while (await reader.ReadAsync(Ct))
        {
            rows.Add((reader.GetString(0), reader.GetInt32(1), await reader.IsDBNullAsync(2, Ct) ? null : reader.GetString(2)));
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isRunning)
        {
            await _host.StopAsync(CancellationToken.None);
        }

        await Get<NpgsqlDataSource>().DisposeAsync();
        _host.Dispose();
    }
}
