namespace AIGenerator.Kernel.Events;

/// <summary>
/// A fact that happened, written in the same transaction as the change. In C# the past tense (<c>UserCreated</c>), on the wire
/// <c>user.created</c>. Serialised as JSON: a record with plain properties. Belongs to the module that raises it.
/// </summary>
public interface IDomainEvent
{
    /// <summary>The dotted name on the wire, e.g. <c>user.created</c>.</summary>
    static abstract string EventName { get; }
}

/// <summary>Raises events. Scoped; works on the scope's <see cref="Data.AppDb"/>.</summary>
public interface IEvents
{
    /// <summary>
    /// Runs the participants of this event now, in the caller's transaction, then adds the event row and one queue row for each
    /// asynchronous consumer to the context. Nothing is durable until the caller saves and commits.
    /// </summary>
    Task RaiseAsync<TEvent>(TEvent happened, CancellationToken ct)
        where TEvent : class, IDomainEvent;
}

/// <summary>
/// Reacts to an event inside the transaction that raises it: for what must be true the moment the event is (a personal workspace for a
/// new user). Keep it short; a failure undoes the whole change.
/// </summary>
public interface IEventParticipant<in TEvent>
    where TEvent : class, IDomainEvent
{
    /// <summary>Adds changes to the scope's context; does not commit.</summary>
    Task TakePartAsync(TEvent happened, CancellationToken ct);
}

/// <summary>Reacts to an event afterwards, through the queue: at least once, with retries, in any order.</summary>
public interface IEventConsumer<in TEvent>
    where TEvent : class, IDomainEvent
{
    /// <summary>Must be idempotent by <paramref name="eventId"/>.</summary>
    Task ConsumeAsync(Guid eventId, TEvent happened, CancellationToken ct);
}
