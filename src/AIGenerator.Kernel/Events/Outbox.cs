using System.Text.Json;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Kernel.Events;

/// <summary>Writes the event and one job for each consumer beside the change that caused it.</summary>
internal sealed class Outbox(AppDb db, JobQueue queue, EventConsumerKinds consumers, IServiceProvider scope, TimeProvider clock) : IEvents
{
    public async Task RaiseAsync<TEvent>(TEvent happened, CancellationToken ct)
        where TEvent : class, IDomainEvent
    {
        foreach (var participant in scope.GetServices<IEventParticipant<TEvent>>())
        {
            await participant.TakePartAsync(happened, ct);
        }

        var now = clock.GetUtcNow().ToUniversalTime();
        var record = new EventRecord
        {
            Id = Guid.CreateVersion7(now),
            Name = TEvent.EventName,
            Payload = JsonSerializer.Serialize(happened, JobJson.Options),
            OccurredAt = now,
        };
        db.Events.Add(record);
        foreach (var consumer in consumers.Of(TEvent.EventName))
        {
            queue.Add(consumer, JsonSerializer.Serialize(new ConsumeEvent(record.Id), JobJson.Options), runAt: null, uniqueKey: null, priority: 0);
        }
    }
}
