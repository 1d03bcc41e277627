using AIGenerator.Accounts.Accounts;
using AIGenerator.Accounts.Tokens;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Accounts.Sessions;

/// <summary>Starts and ends the session of the browser that asks.</summary>
internal sealed class SessionCookie(AppDb db, IHttpContextAccessor accessor, TimeProvider clock)
{
    public const string Name = "ag_session";

    // The row decides when a session ends; the cookie merely outlives it, so that sliding needs no new cookie.
    private static readonly TimeSpan CookieLifetime = TimeSpan.FromDays(400);

    private HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("A session starts and ends within a request.");

    /// <summary>Replaces whatever session this browser had: the secret changes at each sign-in. Saves.</summary>
    public async Task StartAsync(Account account, CancellationToken ct)
    {
        await EndAsync(ct);
        var secret = Secret.New();
        var now = clock.GetUtcNow();
        var agent = Http.Request.Headers.UserAgent.ToString();
        db.Sessions.Add(new Session
        {
            Id = Guid.CreateVersion7(now),
            TokenHash = Secret.Hash(secret),
            UserId = account.Id,
            SecurityStamp = account.SecurityStamp!,
            UserAgent = agent.Length > 300 ? agent[..300] : agent,
            Address = ClientAddress.Of(Http),
            CreatedAt = now,
            LastSeenAt = now,
            ExpiresAt = now + Session.Lifetime,
        });
        await db.SaveChangesAsync(ct);
        Http.Response.Cookies.Append(Name, secret, Options(CookieLifetime));
        RememberTaste(account);
    }

    /// <summary>Ends the session of this browser, if there is one.</summary>
    public async Task EndAsync(CancellationToken ct)
    {
        if (Http.Request.Cookies[Name] is { Length: > 0 } secret)
        {
            var hash = Secret.Hash(secret);
            await db.Sessions.Where(session => session.TokenHash == hash).ExecuteDeleteAsync(ct);
            Http.Response.Cookies.Delete(Name, Options(null));
        }
    }

    /// <summary>Language and theme follow the person to each browser.</summary>
    public void RememberTaste(Account account)
    {
        var options = Options(CookieLifetime);
        options.HttpOnly = false;
        Http.Response.Cookies.Append("ag_lang", account.Language, options);
        Http.Response.Cookies.Append("ag_theme", account.Theme.Word(), options);
    }

    private CookieOptions Options(TimeSpan? lifetime) => new()
    {
        Path = "/",
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = Http.Request.IsHttps,
        MaxAge = lifetime,
        IsEssential = true,
    };
}
