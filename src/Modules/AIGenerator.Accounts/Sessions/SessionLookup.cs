using AIGenerator.Accounts.Accounts;
using AIGenerator.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Accounts.Sessions;

/// <summary>
/// The query that every request of a signed-in browser begins with, translated once. Singleton: a translated query belongs to the model of
/// one container.
/// </summary>
internal sealed class SessionLookup
{
    private readonly Func<AppDb, byte[], DateTimeOffset, CancellationToken, Task<KnownSession?>> _find = EF.CompileAsyncQuery(
        (AppDb db, byte[] hash, DateTimeOffset now, CancellationToken _) => (
            from session in db.Set<Session>()
            join account in db.Set<Account>() on session.UserId equals account.Id
            where session.TokenHash == hash && session.ExpiresAt > now && session.SecurityStamp == account.SecurityStamp
            select new KnownSession(session.Id, session.LastSeenAt, session.UserId, account.DisplayName, account.IsAdministrator)).SingleOrDefault());

    /// <summary>The session of a cookie's hash; null where it is unknown, expired or from before a change of the password.</summary>
    public Task<KnownSession?> FindAsync(AppDb db, byte[] hash, DateTimeOffset now, CancellationToken ct) => _find(db, hash, now, ct);
}

/// <summary>A session and whom it stands for.</summary>
internal sealed record KnownSession(Guid Id, DateTimeOffset LastSeenAt, Guid UserId, string DisplayName, bool IsAdministrator);
