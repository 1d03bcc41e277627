using AIGenerator.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Tests.Infrastructure;

/// <summary>
/// Every module's services over a database of the test class's own and a <see cref="StoppedClock"/>, without a web server and without
/// background work: <c>IClassFixture&lt;TestServices&gt;</c>. A class that needs other registrations derives and overrides <see cref="Configure"/>.
/// </summary>
public class TestServices(TestPostgres server) : TestDatabase(server)
{
    private ServiceProvider? _provider;

    public StoppedClock Clock { get; } = new();

    public IServiceProvider Provider => _provider ?? throw new InvalidOperationException("The fixture has not been initialised.");

    /// <summary>Settings by configuration key.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string?>> Settings => [];

    /// <summary>A scope, as one request or one job has it.</summary>
    public AsyncServiceScope Scope() => Provider.CreateAsyncScope();

    /// <summary>Runs in a scope of its own with one of its services.</summary>
    public async Task<TResult> InScopeAsync<TService, TResult>(Func<TService, Task<TResult>> act)
        where TService : notnull
    {
        await using var scope = Scope();
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Runs in a scope of its own with one of its services.</summary>
    public async Task InScopeAsync<TService>(Func<TService, Task> act)
        where TService : notnull
    {
        await using var scope = Scope();
        await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings).Build();
        var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(Source)
            .AddModules(configuration);
        Configure(services);
        _provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    public override async ValueTask DisposeAsync()
    {
        if (_provider is not null)
        {
            await _provider.DisposeAsync();
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Registrations of the test's own, after the modules'.</summary>
    protected virtual void Configure(IServiceCollection services)
    {
    }
}
