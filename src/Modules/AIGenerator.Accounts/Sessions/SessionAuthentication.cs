using System.Security.Claims;
using System.Text.Encodings.Web;
using AIGenerator.Accounts.Tokens;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Results;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AIGenerator.Accounts.Sessions;

/// <summary>
/// Who the <c>ag_session</c> cookie belongs to: one indexed query for each request and nothing cached, so that a revoked session is over
/// with the next request on every node.
/// </summary>
internal sealed class SessionAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AppDb db, SessionLookup sessions, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    private static readonly Error SignInFirst = new("accounts.sign-in-required", "Sign in first.", ErrorKind.Unauthenticated);

    private static readonly Error NotAllowed = new("accounts.forbidden", "This account may not do that.", ErrorKind.Forbidden);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var secret = Request.Cookies[SessionCookie.Name];
        if (string.IsNullOrEmpty(secret) || Context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
        {
            return AuthenticateResult.NoResult();
        }

        var ct = Context.RequestAborted;
        var (hash, now) = (Secret.Hash(secret), clock.GetUtcNow());
        var known = await sessions.FindAsync(db, hash, now, ct);
        if (known is null)
        {
            return AuthenticateResult.NoResult();
        }

        if (now - known.LastSeenAt >= SeenEvery)
        {
            var ends = now + Session.Lifetime;
            await db.Sessions.Where(session => session.Id == known.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now).SetProperty(s => s.ExpiresAt, ends), ct);
        }

        var identity = new ClaimsIdentity(Scheme.Name);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, known.UserId.ToString()));
        identity.AddClaim(new Claim(ClaimTypes.Name, known.DisplayName));
        identity.AddClaim(new Claim(SessionClaims.SessionId, known.Id.ToString()));
        if (known.IsAdministrator)
        {
            identity.AddClaim(new Claim(ClaimTypes.Role, AccountRoles.Administrator));
        }

        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    /// <summary>A page sends to the sign-in page and back; an API call gets its 401.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (IsApiCall())
        {
            return SignInFirst.ToProblem(Context).ExecuteAsync(Context);
        }

        // After a form only the page it stood on can be returned to, and that is not known here.
        var here = HttpMethods.IsGet(Request.Method) ? $"{Request.PathBase}{Request.Path}{Request.QueryString}" : $"{Request.PathBase}/";
        Response.StatusCode = StatusCodes.Status303SeeOther;
        Response.Headers.Location = $"{Request.PathBase}/login?returnUrl={Uri.EscapeDataString(here)}";
        return Task.CompletedTask;
    }

    /// <summary>A page's 403 is drawn by the host's error page.</summary>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (IsApiCall())
        {
            return NotAllowed.ToProblem(Context).ExecuteAsync(Context);
        }

        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private bool IsApiCall() => Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
}
