using AIGenerator.Accounts.Accounts;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Accounts.Sessions;

/// <summary>A session as its person sees it.</summary>
internal sealed record ListedSession(Guid Id, string UserAgent, string Address, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, bool IsThisOne);

/// <summary>The living sessions of the signed-in person, the latest first.</summary>
internal sealed class OwnSessions(AppDb db, OwnAccount own, INodeBus bus, TimeProvider clock)
{
    private static readonly Error Unknown = new("accounts.session-unknown", "There is no such session any more.", ErrorKind.NotFound);

    public async Task<IReadOnlyList<ListedSession>> ListAsync(CancellationToken ct)
    {
        var (user, current, now) = (own.Id, own.SessionId, clock.GetUtcNow());
        return await db.Sessions.AsNoTracking()
            .Where(session => session.UserId == user && session.ExpiresAt > now)
            .OrderByDescending(session => session.LastSeenAt).Take(100)
            .Select(s => new ListedSession(s.Id, s.UserAgent, s.Address, s.CreatedAt, s.LastSeenAt, s.Id == current))
            .ToListAsync(ct);
    }

    /// <summary>Ends one session; it is over with its next request, and its live connections at once.</summary>
    public async Task<Result<Done>> RevokeAsync(Guid id, CancellationToken ct)
    {
        var user = own.Id;
        var ended = await db.Sessions.Where(session => session.UserId == user && session.Id == id).ExecuteDeleteAsync(ct);
        await bus.AnnounceAsync(db, new UserId(user), ct);
        return ended == 1 ? Done.Value : Unknown;
    }

    /// <summary>Ends every session but this one and says how many those were.</summary>
    public async Task<int> RevokeOthersAsync(CancellationToken ct)
    {
        var (user, current) = (own.Id, own.SessionId);
        var ended = await db.Sessions.Where(session => session.UserId == user && session.Id != current).ExecuteDeleteAsync(ct);
        await bus.AnnounceAsync(db, new UserId(user), ct);
        return ended;
    }
}
