using AIGenerator.Accounts;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Events;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Queue;
using AIGenerator.Kernel.Schedules;
using AIGenerator.Workspaces.Visitors;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AIGenerator.Workspaces;

/// <summary>Entry point of the module.</summary>
public static class WorkspacesModule
{
    /// <summary>Workspaces, their members, visitors, and the scope's <see cref="CurrentUser"/>.</summary>
    public static IServiceCollection AddWorkspaces(this IServiceCollection services)
    {
        services.AddModuleData<WorkspacesModel>("workspaces", 2);
        services.AddMemoryCache();
        services.AddOptions<VisitorOptions>().BindConfiguration(VisitorOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<VisitorOptions>, VisitorOptionsValidator>();
        services.TryAddScoped<CurrentUser>();
        services.AddScoped<IWorkspaces, Memberships>();
        services.AddScoped<VisitorCookie>();
        services.AddScoped<VisitorWorkspaces>();
        services.AddScoped<IVisitors>(provider => provider.GetRequiredService<VisitorWorkspaces>());
        services.AddEventParticipant<UserCreated, PersonalWorkspace>();
        services.AddEventParticipant<UserDeleted, WorkspacesOfDeletedUser>();
        services.AddJob<ExpireVisitors, VisitorExpiry>();
        services.AddJob<EraseAgain, EraseAgainHandler>();
        services.AddSchedule("workspaces.expire-visitors", "0 */10 * * * ?", _ => new ExpireVisitors());
        services.AddTexts(typeof(WorkspacesModule).Assembly);
        return services;
    }

    /// <summary>
    /// Fills <see cref="CurrentUser"/>: after <c>UseAuthentication</c>, before <c>UseAuthorization</c>. Refuses a request that names a
    /// workspace (header <c>X-Workspace</c>, form field <c>workspace</c>) of which the caller is no member with 404
    /// <c>workspaces.unknown</c>.
    /// </summary>
    public static IApplicationBuilder UseCurrentUser(this IApplicationBuilder app) => app.UseMiddleware<CurrentUserMiddleware>();
}
