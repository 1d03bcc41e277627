using System.Collections.Concurrent;
using AIGenerator.Tests.Infrastructure;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AIGenerator.Tests.Web;

/// <summary>A start in Development over a database that lacks a column.</summary>
public sealed class DriftedApp(TestPostgres server) : TestApp(server)
{
    public ConcurrentQueue<string> Warnings { get; } = new();

    public SemaphoreSlim Told { get; } = new(0);

    protected override string EnvironmentName => "Development";

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Told.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        using var database = NpgsqlDataSource.Create(builder.GetSetting("DATABASE_URL")!);
        using var drift = database.CreateCommand("alter table notifications.outbox alter column subject type varchar(7)");
        drift.ExecuteNonQuery();
        builder.ConfigureLogging(logging => logging.AddProvider(new Ear(this)));
    }

    private sealed class Ear(DriftedApp app) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception) is var text && text.Contains("disagree", StringComparison.Ordinal))
            {
                app.Warnings.Enqueue(text);
                app.Told.Release();
            }
        }

        public void Dispose()
        {
        }
    }
}

public sealed class SchemaReportTests(DriftedApp app) : IClassFixture<DriftedApp>
{
    [Fact]
    public async Task A_start_in_Development_says_where_the_migrations_and_the_entities_disagree()
    {
        using var browser = app.Browser();
        using var health = await browser.GetAsync("/health/live", TestContext.Current.CancellationToken);

        (await app.Told.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).ShouldBeTrue();

        app.Warnings.ShouldHaveSingleItem().ShouldContain("notifications.outbox.subject is character varying(7) in the database");
    }
}
