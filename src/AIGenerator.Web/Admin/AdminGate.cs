using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Modules;
using AIGenerator.Web.Hosting.Operation;

namespace AIGenerator.Web.Admin;

/// <summary>The operator's pages do not exist for anybody else.</summary>
internal static class AdminGate
{
    private const string ClaimPath = "/admin/claim";

    /// <summary>The link to the overview.</summary>
    public static IServiceCollection AddAdmin(this IServiceCollection services) =>
        services.AddSingleton(new NavigationItem("/admin", "ui.admin", "shield", 920, NavigationAudience.Administrator));

    /// <summary>Answers 404 below <c>/admin</c> to everybody but administrators. The claim page makes the first one, so it stays open.</summary>
    public static void UseAdminGate(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (!http.Request.Path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase)
            || http.Request.Path.StartsWithSegments(ClaimPath, StringComparison.OrdinalIgnoreCase)
            || http.RequestServices.GetRequiredService<CurrentUser>().IsAdministrator)
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });

    /// <summary>What the overview can do.</summary>
    public static void MapAdmin(this IEndpointRouteBuilder app) => app.MapPost("/admin/jobs/{id:guid}/retry", async (Guid id, HttpContext http, QueueFigures queue, CancellationToken ct) =>
    {
        await queue.RetryAsync(id, ct);
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = $"{http.Request.PathBase}/admin";
    });
}
