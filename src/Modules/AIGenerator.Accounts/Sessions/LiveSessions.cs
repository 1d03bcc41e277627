using AIGenerator.Accounts.Accounts;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Live;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Accounts.Sessions;

/// <summary>Sessions as live connections know them: by the rule of <see cref="SessionLookup"/>, without the cookie.</summary>
internal sealed class LiveSessions(AppDb db, TimeProvider clock) : ILiveSessions
{
    public Guid? IdOf(HttpContext http) => http.User.SessionIdValue;

    public Task<bool> LivesAsync(Guid session, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return db.Sessions.AnyAsync(s => s.Id == session && s.ExpiresAt > now && db.Set<Account>().Any(a => a.Id == s.UserId && a.SecurityStamp == s.SecurityStamp), ct);
    }
}
