using AIGenerator.Accounts.Sessions;
using AIGenerator.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AIGenerator.Accounts.Accounts;

internal static class SignOutEndpoint
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/logout", HandleAsync).WithName("SignOut").AllowAnonymous();

    // The form parameter is what makes the framework ask for the antiforgery token.
    private static async Task<SeeOther> HandleAsync([FromForm] string? returnUrl, HttpContext http, SessionCookie session, CancellationToken ct)
    {
        await session.EndAsync(ct);
        return new SeeOther(ReturnUrl.Local(returnUrl) ?? http.Href("/"));
    }
}

/// <summary>303: the answer to a form that succeeded.</summary>
internal sealed class SeeOther(string location) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = LocalAddress.Encode(location);
        return Task.CompletedTask;
    }
}
