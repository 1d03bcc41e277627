using AIGenerator.Accounts;
using AIGenerator.Billing;
using AIGenerator.Chat;
using AIGenerator.Generation;
using AIGenerator.Kernel;
using AIGenerator.Kernel.Live;
using AIGenerator.Media;
using AIGenerator.Models;
using AIGenerator.Notifications;
using AIGenerator.Providers;
using AIGenerator.Studio;
using AIGenerator.Wallet;
using AIGenerator.Web.Components;
using AIGenerator.Web.Hosting;
using AIGenerator.Workspaces;

namespace AIGenerator.Web;

/// <summary>What the product is made of. The host knows the modules' entry points and nothing else of them.</summary>
internal static class Modules
{
    /// <summary>Every module and adapter, lowest level first.</summary>
    /// <param name="services">The container.</param>
    /// <param name="configuration">The host's settings.</param>
    /// <param name="runsJobs">Whether this process does background work.</param>
    public static IServiceCollection AddModules(this IServiceCollection services, IConfiguration configuration, bool runsJobs = true) => services
        .AddKernel(options => options.RunsJobs = runsJobs)
        .AddProviders(configuration)
        .AddMedia(configuration)
        .AddNotifications()
        .AddAccounts()
        .AddModels(configuration)
        .AddWorkspaces()
        .AddWallet()
        .AddBilling()
        .AddGeneration()
        .AddScoped<IModelAccess, PlanModelAccess>()
        .AddScoped<IFileRoom, PlanFileRoom>()
        .AddChat()
        .AddStudio()
        .AddShell();

    /// <summary>The modules' own endpoints.</summary>
    public static void MapModules(this WebApplication app)
    {
        app.MapLive();
        app.MapAccounts();
        app.MapWallet();
        app.MapGeneration();
        app.MapChat();
        app.MapStudio();
        app.MapShell();
    }
}
