using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Queue;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Kernel.Schedules;

/// <summary>Removes what the Kernel no longer needs: finished jobs after a day, dead ones after thirty, events after ninety.</summary>
internal sealed record Sweep : IJob
{
    public static string JobName => "kernel.sweep";
}

internal sealed class SweepHandler(JobStore jobs, AppDb db, TimeProvider clock) : IJobHandler<Sweep>
{
    private static readonly TimeSpan DoneStay = TimeSpan.FromDays(1);
    private static readonly TimeSpan DeadStay = TimeSpan.FromDays(30);
    private static readonly TimeSpan EventsStay = TimeSpan.FromDays(90);

    public async Task HandleAsync(Sweep job, JobRun run, CancellationToken ct)
    {
        var now = clock.GetUtcNow().ToUniversalTime();
        while (await jobs.SweepAsync(now - DoneStay, now - DeadStay, ct) > 0)
        {
        }

        var oldest = now - EventsStay;
        while (await db.Events.Where(e => e.OccurredAt < oldest).OrderBy(e => e.OccurredAt).Take(5000).ExecuteDeleteAsync(ct) > 0)
        {
        }
    }
}
