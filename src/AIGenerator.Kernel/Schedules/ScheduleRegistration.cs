using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;

namespace AIGenerator.Kernel.Schedules;

/// <summary>Registration of schedules.</summary>
public static class ScheduleRegistration
{
    /// <summary>Puts a job into the queue at the times of a cron expression, once for all nodes. A time missed while no node ran is made up for once.</summary>
    /// <param name="services">The container.</param>
    /// <param name="name">Stable and unique, e.g. <c>wallet.expiry</c>.</param>
    /// <param name="cron">Quartz's form in UTC: seconds, minutes, hours, day of month, month, day of week; <c>0 30 3 * * ?</c> is 03:30 each day.</param>
    /// <param name="job">Makes the job from the time it was due.</param>
    /// <exception cref="FormatException">The expression cannot be read.</exception>
    public static IServiceCollection AddSchedule<TJob>(this IServiceCollection services, string name, string cron, Func<DateTimeOffset, TJob> job)
        where TJob : class, Queue.IJob
    {
        _ = new CronExpression(cron);
        return services.AddSingleton<Schedule>(new Schedule<TJob>(name, cron, job));
    }

    /// <summary>Quartz, clustered on the product's database, in the schema <c>quartz</c>.</summary>
    internal static IServiceCollection AddScheduler(this IServiceCollection services)
    {
        services.AddSingleton<System.Data.Common.DbDataSource>(provider => provider.GetRequiredService<NpgsqlDataSource>());
        services.AddTransient<ScheduleFiring>();
        services.AddQuartz(quartz =>
        {
            quartz.UseDefaultThreadPool(2);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(source => source.UseRegisteredDataSource = true);
                store.ConfigureStore(options => options.TablePrefix = "quartz.qrtz_");
                store.UseClustering(_ => { });
                store.ProvisionSchema();
            });
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        services.AddHostedService<SchedulePlanner>();
        return services;
    }
}
