using AIGenerator.Billing.Grants;
using AIGenerator.Billing.Plans;
using AIGenerator.Kernel.Events;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Modules;
using AIGenerator.Kernel.Queue;
using AIGenerator.Kernel.Schedules;
using AIGenerator.Workspaces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AIGenerator.Billing;

/// <summary>Plans and what they give.</summary>
public static class BillingModule
{
    /// <summary>Adds <see cref="IPlans"/>, <see cref="IStorage"/> and the monthly Free credits.</summary>
    public static IServiceCollection AddBilling(this IServiceCollection services)
    {
        services.AddTexts(typeof(BillingModule).Assembly);
        services.AddScoped<IPlans, PlanCatalogue>();
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
        services.AddScoped<IStorage, Storage>();
        services.AddScoped<FreeGrant>();
        services.AddEventParticipant<WorkspaceCreated, FirstGrant>();
        services.AddEventConsumer<WorkspaceDeleted, ErasedWallet>("erased-wallet");
        services.AddJob<MonthlyGrants, MonthlyGrantsHandler>();
        services.AddSchedule("billing.monthly-grants", "0 5 0 1 * ?", due => new MonthlyGrants(GrantMonth.Of(due).ToString()));
        services.AddScoped<AnswerExamples>();
        services.AddSingleton(new PageAssembly(typeof(BillingModule).Assembly));
        services.AddSingleton(new NavigationItem("/pricing", "billing.pricing.title", "tag", 400));
        return services;
    }
}
