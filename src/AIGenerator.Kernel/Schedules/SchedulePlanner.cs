using Microsoft.Extensions.Hosting;
using Quartz;

namespace AIGenerator.Kernel.Schedules;

/// <summary>
/// Brings Quartz's stored schedules to what this build registers. One that has not changed is left alone, so that a firing missed while no node
/// ran is made up for once.
/// </summary>
internal sealed class SchedulePlanner(ISchedulerFactory schedulers, IEnumerable<Schedule> schedules) : IHostedService
{
    private const string Group = "schedules";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (var schedule in schedules)
        {
            await PlanAsync(scheduler, schedule, cancellationToken);
        }

        var known = schedules.Select(schedule => new JobKey(schedule.Name, Group)).ToHashSet();
        foreach (var stored in await scheduler.GetJobKeys(GroupMatcher<JobKey>.GroupEquals(Group), cancellationToken))
        {
            if (!known.Contains(stored))
            {
                await scheduler.DeleteJob(stored, cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task PlanAsync(IScheduler scheduler, Schedule schedule, CancellationToken ct)
    {
        var key = new TriggerKey(schedule.Name, Group);
        if (await scheduler.GetTrigger(key, ct) is ICronTrigger stored && stored.CronExpressionString == schedule.Cron)
        {
            return;
        }

        var job = JobBuilder.Create<ScheduleFiring>().WithIdentity(schedule.Name, Group).StoreDurably().RequestRecovery().Build();
        var trigger = TriggerBuilder.Create()
            .WithIdentity(key)
            .ForJob(job)
            .WithCronSchedule(schedule.Cron, cron => cron.InTimeZone(TimeZoneInfo.Utc))
            .Build();
        await scheduler.ScheduleJob(job, [trigger], ScheduleJobOptions.Replacing, ct);
    }
}
