using AIGenerator.Kernel.Data;

namespace AIGenerator.Web.Hosting.Postgres;

/// <summary>
/// In Development: says where the migrations and the entities disagree, once the host runs and without making it wait. A test holds that empty;
/// this tells whoever is just writing a migration.
/// </summary>
internal sealed partial class SchemaReport(SchemaCheck check, IHostApplicationLifetime lifetime, ILogger<SchemaReport> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var running = lifetime.ApplicationStarted.Register(started.SetResult);
        try
        {
            await started.Task.WaitAsync(stoppingToken);
            foreach (var difference in await check.CompareAsync(stoppingToken))
            {
                LogDifference(difference);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host ends.
        }
        catch (Exception trouble) when (trouble is not OutOfMemoryException)
        {
            // A report must not end the host.
            LogTrouble(trouble);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The schema and the entities disagree: {Difference} Write a migration, or change the entity's configuration.")]
    private partial void LogDifference(string difference);

    [LoggerMessage(LogLevel.Warning, "The schema could not be compared with the entities")]
    private partial void LogTrouble(Exception trouble);
}
