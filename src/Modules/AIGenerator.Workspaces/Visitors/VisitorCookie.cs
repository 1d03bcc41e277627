using System.Security.Cryptography;
using AIGenerator.Kernel.Identity;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace AIGenerator.Workspaces.Visitors;

/// <summary>The signed cookie that ties a browser to its anonymous workspace.</summary>
internal sealed class VisitorCookie(IDataProtectionProvider protection, IHttpContextAccessor accessor)
{
    public const string Name = "ag_visitor";

    private readonly IDataProtector _protector = protection.CreateProtector("AIGenerator.Workspaces.Visitor");

    /// <summary>The workspace the cookie names; null without one, or where it was not made here.</summary>
    public WorkspaceId? Read()
    {
        if (accessor.HttpContext?.Request.Cookies[Name] is not { Length: > 0 and < 1000 } text)
        {
            return null;
        }

        try
        {
            return Guid.TryParse(_protector.Unprotect(text), out var id) ? new WorkspaceId(id) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public void Write(WorkspaceId workspace, TimeSpan lifetime) =>
        accessor.HttpContext?.Response.Cookies.Append(Name, _protector.Protect(workspace.ToString()), Options(lifetime));

    public void Delete() => accessor.HttpContext?.Response.Cookies.Delete(Name, Options(null));

    private CookieOptions Options(TimeSpan? lifetime) => new()
    {
        Path = "/",
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = accessor.HttpContext!.Request.IsHttps,
        MaxAge = lifetime,
        IsEssential = true,
    };
}
