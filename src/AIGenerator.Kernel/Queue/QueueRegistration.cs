using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AIGenerator.Kernel.Queue;

/// <summary>Registration of jobs.</summary>
public static class QueueRegistration
{
    /// <summary>Key of the queue's own <see cref="Npgsql.NpgsqlDataSource"/>; without one it shares everybody's.</summary>
    public const string Connections = "queue";

    /// <summary>A sort of job and who does it. Both sides need it: a job without a handler cannot be enqueued.</summary>
    /// <param name="services">The container.</param>
    /// <param name="options">Attempts, concurrency and lease; the defaults when null.</param>
    public static IServiceCollection AddJob<TJob, THandler>(this IServiceCollection services, JobOptions? options = null)
        where TJob : class, IJob
        where THandler : class, IJobHandler<TJob>
    {
        services.TryAddScoped<THandler>();
        return services.AddSingleton<JobKind>(new JobKind<TJob, THandler>(options ?? new JobOptions()));
    }
}
