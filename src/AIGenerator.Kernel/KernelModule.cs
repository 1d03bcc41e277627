using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Events;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Queue;
using AIGenerator.Kernel.Schedules;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace AIGenerator.Kernel;

/// <summary>Which of the Kernel's background work this process does.</summary>
public sealed class KernelOptions
{
    /// <summary>Whether this process runs jobs and fires schedules. True for <c>--role all</c> and <c>worker</c>. Default true.</summary>
    public bool RunsJobs { get; set; } = true;
}

/// <summary>Entry point of the Kernel.</summary>
public static class KernelModule
{
    /// <summary>
    /// The database context, migrations, queue, outbox, node bus and live events. Expects an <see cref="Npgsql.NpgsqlDataSource"/> in the container and
    /// migrated tables (<see cref="Migrator"/>) by the time the host starts.
    /// </summary>
    public static IServiceCollection AddKernel(this IServiceCollection services, Action<KernelOptions>? configure = null)
    {
        var options = new KernelOptions();
        configure?.Invoke(options);

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddScoped<CurrentUser>();
        services.AddTexts(typeof(KernelModule).Assembly);
        services.AddAppDb().AddModuleData<KernelModel>("kernel", 0);

        // The bus starts first, so that a worker hears of every job that is enqueued after its first look.
        services.AddSingleton<NodeBus>();
        services.AddSingleton<INodeBus>(provider => provider.GetRequiredService<NodeBus>());
        services.AddHostedService(provider => provider.GetRequiredService<NodeBus>());

        services.AddSingleton<LiveLimits>();
        services.AddSingleton<LiveStream>();

        services.AddSingleton<JobKinds>();
        services.AddSingleton(provider => new JobStore(
            provider.GetKeyedService<NpgsqlDataSource>(QueueRegistration.Connections) ?? provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<JobRunner>();
        services.AddScoped<JobQueue>();
        services.AddScoped<IQueue>(provider => provider.GetRequiredService<JobQueue>());
        services.AddSingleton<EventConsumerKinds>();
        services.AddScoped<IEvents, Outbox>();
        services.AddSingleton<JobWorker>();
        services.AddJob<Sweep, SweepHandler>(new JobOptions { Concurrency = 1 });
        services.AddSchedule("kernel.sweep", "0 17 * * * ?", _ => new Sweep());
        if (options.RunsJobs)
        {
            services.AddHostedService(provider => provider.GetRequiredService<JobWorker>());
            services.AddScheduler();
        }

        return services;
    }
}
