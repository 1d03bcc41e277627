using System.Security.Claims;

namespace AIGenerator.Accounts.Sessions;

/// <summary>What a session says about its person.</summary>
internal static class SessionClaims
{
    public const string Scheme = "session";
    public const string SessionId = "session_id";

    extension(ClaimsPrincipal principal)
    {
        public Guid? UserIdValue => principal.GuidOf(ClaimTypes.NameIdentifier);

        public Guid? SessionIdValue => principal.GuidOf(SessionId);

        private Guid? GuidOf(string claim) => Guid.TryParse(principal.FindFirstValue(claim), out var id) ? id : null;
    }
}
