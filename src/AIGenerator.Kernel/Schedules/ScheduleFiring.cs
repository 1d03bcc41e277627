using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Queue;
using Microsoft.Extensions.Logging;
using Quartz;

namespace AIGenerator.Kernel.Schedules;

/// <summary>What Quartz runs for every schedule: it only enqueues, the queue does the work.</summary>
internal sealed partial class ScheduleFiring(IEnumerable<Schedule> schedules, IQueue queue, AppDb db, ILogger<ScheduleFiring> logger) : Quartz.IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var name = context.JobDetail.Key.Name;
        if (schedules.FirstOrDefault(schedule => schedule.Name == name) is not { } schedule)
        {
            LogUnknown(name);
            return;
        }

        schedule.Enqueue(queue, context.ScheduledFireTimeUtc ?? context.FireTimeUtc);
        await db.SaveChangesAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "The schedule {Schedule} fired but is not part of this build")]
    private partial void LogUnknown(string schedule);
}
