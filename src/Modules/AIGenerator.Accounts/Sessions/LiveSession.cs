using AIGenerator.Accounts.Tokens;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Live;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Accounts.Sessions;

/// <summary>Looks up the session of an open connection by the cookie that it came with.</summary>
internal sealed class LiveSession(IDbContextFactory<AppDb> database, SessionLookup sessions, TimeProvider clock) : ILiveSession
{
    public async Task<bool> IsAliveAsync(HttpContext http, CancellationToken ct)
    {
        if (http.Request.Cookies[SessionCookie.Name] is not { Length: > 0 } secret)
        {
            return false;
        }

        await using var db = await database.CreateDbContextAsync(ct);
        return await sessions.FindAsync(db, Secret.Hash(secret), clock.GetUtcNow(), ct) is not null;
    }
}
