using AIGenerator.Web;
using AIGenerator.Web.Hosting.Operation;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace AIGenerator.Tests.Infrastructure;

/// <summary>
/// The whole host in process, with its background work, over a database of the test class's own: <c>IClassFixture&lt;TestApp&gt;</c>.
/// <see cref="WebApplicationFactory{TEntryPoint}.CreateClient()"/> speaks to it in memory; a class that needs a real port derives,
/// calls <c>UseKestrel(0)</c> in its constructor and reads <see cref="Address"/>.
/// </summary>
public class TestApp(TestPostgres server) : WebApplicationFactory<EntryPoint>, IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("aig-app-").FullName;
    private NpgsqlConnectionStringBuilder? _database;

    /// <summary>Settings by environment name, e.g. <c>OPENAI_API_KEY</c>.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string>> Settings => [];

    /// <summary>The environment the host believes in.</summary>
    protected virtual string EnvironmentName => "Production";

    /// <summary>The real address, with <c>UseKestrel</c>.</summary>
    public Uri Address => ClientOptions.BaseAddress;

    /// <summary>A client that keeps cookies but shows redirects.</summary>
    public HttpClient Browser() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("http://localhost") });

    /// <summary>A scope, as one request or one job has it.</summary>
    public AsyncServiceScope Scope() => Services.CreateAsyncScope();

    /// <summary>Waits until the host has printed its greeting, whose administrator's link replaces all earlier ones.</summary>
    public Task GreetedAsync() => Services.GetServices<IHostedService>().OfType<Greeting>().Single().ExecuteTask ?? Task.CompletedTask;

    public virtual async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        _database.MaxPoolSize = 30;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_database is not null)
        {
            await server.DropDatabaseAsync(_database.Database!);
        }

        Directory.Delete(_data, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(EnvironmentName);
        builder.UseSetting("DATABASE_URL", _database!.ConnectionString);
        builder.UseSetting("DATA_DIR", _data);
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        foreach (var (name, value) in Settings)
        {
            builder.UseSetting(name, value);
        }
    }
}
