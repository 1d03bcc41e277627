using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using Microsoft.AspNetCore.Http;

namespace AIGenerator.Kernel.Live;

/// <summary>
/// The sessions that live connections of signed-in people stand on: a connection is opened once and must not outlive what opened it. Scoped; implemented by
/// the module that signs people in. Without one, connections end by their age alone.
/// </summary>
public interface ILiveSessions
{
    /// <summary>The session that a request came with; null where nobody is signed in.</summary>
    Guid? IdOf(HttpContext http);

    /// <summary>Whether the session still opens anything.</summary>
    Task<bool> LivesAsync(Guid session, CancellationToken ct);
}

/// <summary>News that sessions have ended.</summary>
public static class EndedSessions
{
    internal const string Channel = "sessions-ended";

    /// <summary>
    /// Says that one or more of a person's sessions ended: every node looks up those that its connections stand on. In the caller's transaction where there is
    /// one; without one, call it after the sessions are gone.
    /// </summary>
    public static Task AnnounceAsync(this INodeBus bus, AppDb db, UserId person, CancellationToken ct) => bus.NotifyAsync(db, Channel, person.ToString(), ct);
}
