using AIGenerator.Kernel.Identity;

namespace AIGenerator.Kernel.Live;

/// <summary>
/// Something a browser can watch over <c>GET /api/events?topics=balance,generation:ID</c>, the one server-sent-event connection of a
/// browser. A topic is a name (<c>a-z</c> and hyphens), or a name and a key (letters, digits, dot, hyphen, underscore) after a colon.
/// Registered as <c>AddSingleton&lt;ILiveTopic, T&gt;</c> or scoped: each watched topic has a scope of its own.
/// </summary>
public interface ILiveTopic
{
    /// <summary>The part before the colon, e.g. <c>generation</c>.</summary>
    string Name { get; }

    /// <summary>Whether this user may watch this key.</summary>
    Task<bool> MayWatchAsync(CurrentUser user, string key, CancellationToken ct);

    /// <summary>
    /// What is known now and has a sequence above <paramref name="after"/>, then what happens, until the topic ends or
    /// <paramref name="ct"/> stops it.
    /// </summary>
    /// <param name="user">Who watches.</param>
    /// <param name="key">The part after the colon; empty where the name alone is the topic.</param>
    /// <param name="after">The last sequence the browser has seen; 0 for none.</param>
    /// <param name="ct">Stops watching.</param>
    IAsyncEnumerable<LiveEvent> WatchAsync(CurrentUser user, string key, long after, CancellationToken ct);
}

/// <summary>One message on a topic.</summary>
/// <param name="Sequence">Grows within the topic; what a reconnecting browser sends back.</param>
/// <param name="Type">What happened, e.g. <c>delta</c>, <c>done</c>, <c>balance</c>.</param>
/// <param name="Data">JSON, one line.</param>
public sealed record LiveEvent(long Sequence, string Type, string Data);

/// <summary>
/// News between nodes (and within one) over PostgreSQL's LISTEN/NOTIFY. A hint that something changed, never the only carrier of a fact.
/// </summary>
public interface INodeBus
{
    /// <summary>
    /// Sends inside the scope's database transaction when there is one: watchers hear it after the commit, or never.
    /// </summary>
    /// <param name="db">The context whose connection and transaction carry the news.</param>
    /// <param name="channel">A short name, e.g. <c>wallet</c>.</param>
    /// <param name="payload">Up to 4,000 characters, usually an id.</param>
    /// <param name="ct">Stops waiting.</param>
    Task NotifyAsync(Data.AppDb db, string channel, string payload, CancellationToken ct);

    /// <summary>Payloads on a channel from now on, on this node, until cancelled. Slow readers lose the oldest.</summary>
    IAsyncEnumerable<string> ListenAsync(string channel, CancellationToken ct);
}
