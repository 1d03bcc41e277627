using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Kernel.Queue;

/// <summary>Runs one claimed job in a scope of its own and says how it went.</summary>
internal sealed partial class JobRunner(IServiceScopeFactory scopes, ILogger<JobRunner> logger)
{
    /// <summary>Null when the handler returned; otherwise what it threw.</summary>
    public async Task<Exception?> RunAsync(HeldJob held)
    {
        var job = held.Job;
        using var activity = QueueTelemetry.Start(job);
        var started = Stopwatch.GetTimestamp();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var run = new JobRun(job.Id, job.Attempt) { DrainOver = held.DrainOver };
            await held.Kind.RunAsync(scope.ServiceProvider, job.Payload, run, held.Interrupted);
            held.RunAgainAt = run.Again;
            QueueTelemetry.Ran(job.Name, "done", Stopwatch.GetElapsedTime(started));
            return null;
        }
        catch (OperationCanceledException interruption) when (held.IsInterrupted)
        {
            QueueTelemetry.Ran(job.Name, "interrupted", Stopwatch.GetElapsedTime(started));
            return interruption;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            activity?.SetStatus(ActivityStatusCode.Error, failure.GetType().Name);
            QueueTelemetry.Ran(job.Name, "failed", Stopwatch.GetElapsedTime(started));
            LogFailed(failure, job.Name, job.Id, job.Attempt, job.MaxAttempts);
            return failure;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Job {JobName} {JobId} failed in attempt {Attempt} of {MaxAttempts}")]
    private partial void LogFailed(Exception failure, string jobName, Guid jobId, int attempt, int maxAttempts);
}
