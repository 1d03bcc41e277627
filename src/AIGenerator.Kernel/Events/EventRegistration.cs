using AIGenerator.Kernel.Queue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AIGenerator.Kernel.Events;

/// <summary>Registration of those who react to events.</summary>
public static class EventRegistration
{
    /// <summary>Lets <typeparamref name="T"/> take part in the transaction that raises <typeparamref name="TEvent"/>. Participants run in the order of registration.</summary>
    public static IServiceCollection AddEventParticipant<TEvent, T>(this IServiceCollection services)
        where TEvent : class, IDomainEvent
        where T : class, IEventParticipant<TEvent> =>
        services.AddScoped<IEventParticipant<TEvent>, T>();

    /// <summary>Lets <typeparamref name="T"/> react to <typeparamref name="TEvent"/> after the commit, through the queue, with retries of its own.</summary>
    /// <param name="services">The container.</param>
    /// <param name="name">
    /// Stable and unique for the event, e.g. <c>welcome-mail</c>: together with the event it names the job, so renaming it loses what is queued.
    /// </param>
    /// <param name="options">Attempts, concurrency and lease; the defaults when null.</param>
    public static IServiceCollection AddEventConsumer<TEvent, T>(this IServiceCollection services, string name, JobOptions? options = null)
        where TEvent : class, IDomainEvent
        where T : class, IEventConsumer<TEvent>
    {
        services.TryAddScoped<T>();
        return services.AddSingleton<JobKind>(new EventConsumerKind<TEvent, T>(name, options ?? new JobOptions()));
    }
}
