using System.Text.Json;
using AIGenerator.Kernel.Data;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace AIGenerator.Web.Hosting.Operation;

/// <summary>Health for whoever watches the process: <c>/health/live</c> (it answers) and <c>/health/ready</c> (it can work).</summary>
internal static class Health
{
    /// <summary>Adds the checks.</summary>
    public static void AddTo(IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<DatabaseCheck>("database", timeout: TimeSpan.FromSeconds(5))
        .AddCheck<MigrationsCheck>("migrations", timeout: TimeSpan.FromSeconds(5))
        .AddCheck<QueueCheck>("queue", timeout: TimeSpan.FromSeconds(5));

    /// <summary>Maps both addresses, open to everybody; they tell states, never details.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext http, HealthReport report)
    {
        http.Response.ContentType = "application/json";
        var checks = report.Entries.ToDictionary(entry => entry.Key, entry => Word(entry.Value.Status));
        return JsonSerializer.SerializeAsync(http.Response.Body, new { status = Word(report.Status), checks }, JsonSerializerOptions.Web, http.RequestAborted);
    }

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        HealthStatus.Unhealthy => "unhealthy",
    };
}

internal sealed class DatabaseCheck(NpgsqlDataSource database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = database.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException problem)
        {
            return HealthCheckResult.Unhealthy(exception: problem);
        }
    }
}

internal sealed class MigrationsCheck(Migrator migrator) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await migrator.HasPendingAsync(cancellationToken) ? HealthCheckResult.Unhealthy("The schema is older than this build.") : HealthCheckResult.Healthy();
        }
        catch (NpgsqlException problem)
        {
            return HealthCheckResult.Unhealthy(exception: problem);
        }
    }
}

/// <summary>Degraded, not unready, when work waits: another node may be the one that is stuck.</summary>
internal sealed class QueueCheck(QueueFigures figures) : IHealthCheck
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var queue = await figures.ReadAsync(cancellationToken);
            return queue.OldestWait > LongestWait ? HealthCheckResult.Degraded($"A job has waited for {queue.OldestWait}.") : HealthCheckResult.Healthy();
        }
        catch (NpgsqlException problem)
        {
            return HealthCheckResult.Unhealthy(exception: problem);
        }
    }
}
