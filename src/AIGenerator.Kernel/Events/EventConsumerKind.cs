using System.Text.Json;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Queue;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Kernel.Events;

/// <summary>The payload of a consumer's job: the event itself stays in its own row.</summary>
internal sealed record ConsumeEvent(Guid EventId);

/// <summary>A consumer as a sort of job of its own, with its own retries, so that a failing one never holds up another.</summary>
internal abstract class EventConsumerKind(string eventName, string consumer, JobOptions options) : JobKind($"event.{eventName}.{consumer}", options)
{
    public string EventName { get; } = eventName;
}

internal sealed class EventConsumerKind<TEvent, TConsumer>(string consumer, JobOptions options) : EventConsumerKind(TEvent.EventName, consumer, options)
    where TEvent : class, IDomainEvent
    where TConsumer : class, IEventConsumer<TEvent>
{
    public override async Task RunAsync(IServiceProvider scope, string payload, JobRun run, CancellationToken ct)
    {
        var id = JsonSerializer.Deserialize<ConsumeEvent>(payload, JobJson.Options)!.EventId;
        var stored = await scope.GetRequiredService<AppDb>().Events.Where(e => e.Id == id).Select(e => e.Payload).SingleAsync(ct);
        var happened = JsonSerializer.Deserialize<TEvent>(stored, JobJson.Options) ?? throw new JsonException($"The payload of event {EventName} {id} is null.");
        await scope.GetRequiredService<TConsumer>().ConsumeAsync(id, happened, ct);
    }
}

/// <summary>The consumers of each event.</summary>
internal sealed class EventConsumerKinds(IEnumerable<JobKind> kinds)
{
    private readonly ILookup<string, EventConsumerKind> _byEvent = kinds.OfType<EventConsumerKind>().ToLookup(kind => kind.EventName, StringComparer.Ordinal);

    public IEnumerable<EventConsumerKind> Of(string eventName) => _byEvent[eventName];
}
