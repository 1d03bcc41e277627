using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AIGenerator.Tests.Infrastructure;
using AIGenerator.Web.Hosting.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AIGenerator.Tests.Web;

/// <summary>The host over a server of its own, which goes away and comes back.</summary>
public sealed class AppOverOwnServer(TestPostgres server) : TestApp(server)
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aig-away-").FullName;

    private EmbeddedPostgres? _own;

    internal EmbeddedPostgres Postgres => _own!;

    protected override IEnumerable<KeyValuePair<string, string>> Settings => [new("DATABASE_URL", Postgres.Address("postgres").ConnectionString)];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _own = new EmbeddedPostgres(new EmbeddedPostgresSettings(Path.Combine(_folder, "postgres")) { Durable = false }, NullLogger<EmbeddedPostgres>.Instance);
        await _own.StartAsync(TestContext.Current.CancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_own is not null)
        {
            await _own.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}

public sealed class AwayDatabaseTests(AppOverOwnServer app) : IClassFixture<AppOverOwnServer>
{
    [Fact]
    public async Task Without_its_database_the_host_lives_on_but_is_not_ready_until_it_is_back()
    {
        var ct = TestContext.Current.CancellationToken;
        using var browser = app.Browser();
        (await HealthTests.AskAsync(browser, "/health/ready")).Status.ShouldBe(HttpStatusCode.OK);

        await app.Postgres.StopAsync(ct);
        var away = await HealthTests.AskAsync(browser, "/health/ready");
        var live = await HealthTests.AskAsync(browser, "/health/live");
        await app.Postgres.StartAsync(ct);
        var back = await HealthTests.AskAsync(browser, "/health/ready");

        // Connections of before are in the pool; each question finds some of them broken and throws them away.
        for (var asked = 1; asked < 30 && back.Status != HttpStatusCode.OK; asked++)
        {
            back = await HealthTests.AskAsync(browser, "/health/ready");
        }

        away.ShouldBe((HttpStatusCode.ServiceUnavailable, "unhealthy", "unhealthy", "unhealthy"));
        (live.Status, live.All).ShouldBe((HttpStatusCode.OK, "healthy"));
        back.ShouldBe((HttpStatusCode.OK, "healthy", "healthy", "healthy"));
    }
}

public sealed class HealthTests(TestApp app) : IClassFixture<TestApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_that_has_waited_long_degrades_the_host_which_stays_ready()
    {
        using var browser = app.Browser();
        await EnqueueAsync("nobody.does", waiting: TimeSpan.FromMinutes(6));
        var late = await AskAsync(browser, "/health/ready");
        await RunAsync("delete from kernel.jobs where name = 'nobody.does'");

        late.ShouldBe((HttpStatusCode.OK, "degraded", "healthy", "degraded"));
    }

    [Fact]
    public async Task A_schema_that_is_older_than_the_build_is_not_ready()
    {
        using var browser = app.Browser();
        await RunAsync("update kernel.migrations set number = -number where module = 'kernel'");
        var old = await AskAsync(browser, "/health/ready");
        await RunAsync("update kernel.migrations set number = -number where module = 'kernel'");

        old.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    internal static async Task<(HttpStatusCode Status, string? All, string? Database, string? Queue)> AskAsync(HttpClient browser, string path)
    {
        using var answer = await browser.GetAsync(path, Ct);
        var report = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        return (answer.StatusCode, report.GetProperty("status").GetString(), Check(report, "database"), Check(report, "queue"));
    }

    private static string? Check(JsonElement report, string name) => report.GetProperty("checks").TryGetProperty(name, out var check) ? check.GetString() : null;

    private async Task EnqueueAsync(string name, TimeSpan waiting)
    {
        var clock = app.Services.GetRequiredService<TimeProvider>();
        await using var insert = app.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(
            "insert into kernel.jobs (id, name, payload, state, priority, run_at, attempt, max_attempts, created_at) values ($1, $2, '{}', 'Ready', 0, $3, 0, 1, $3)");
        insert.Parameters.AddWithValue(Guid.CreateVersion7(clock.GetUtcNow()));
        insert.Parameters.AddWithValue(name);
        insert.Parameters.AddWithValue(clock.GetUtcNow() - waiting);
        await insert.ExecuteNonQueryAsync(Ct);
    }

    private async Task RunAsync(string sql)
    {
        await using var command = app.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
