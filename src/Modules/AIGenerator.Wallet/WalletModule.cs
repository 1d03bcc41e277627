using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Modules;
using AIGenerator.Kernel.Queue;
using AIGenerator.Kernel.Schedules;
using AIGenerator.Wallet.Books;
using AIGenerator.Wallet.Entries;
using AIGenerator.Wallet.Holds;
using AIGenerator.Wallet.Live;
using AIGenerator.Wallet.Lots;
using AIGenerator.Wallet.Pages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Wallet;

/// <summary>Credits, holds and the ledger.</summary>
public static class WalletModule
{
    /// <summary>Adds <see cref="IWallet"/>, its tables and the live topic <c>balance</c>.</summary>
    public static IServiceCollection AddWallet(this IServiceCollection services)
    {
        services.AddModuleData<WalletModel>("wallet", 2);
        services.AddScoped<WalletTransaction>();
        services.AddSingleton<FindWallet>();
        services.AddScoped<ReadBalance>();
        services.AddScoped<ExpireLots>();
        services.AddScoped<GrantCredits>();
        services.AddScoped<PlaceHold>();
        services.AddScoped<SettleHold>();
        services.AddScoped<ReleaseHold>();
        services.AddScoped<AdjustCredits>();
        services.AddScoped<EraseWallet>();
        services.AddScoped<FindImbalances>();
        services.AddScoped<IWallet, Ledger>();
        services.AddScoped<OverdueHolds>();
        services.AddJob<HoldExpiry, HoldExpiryHandler>();
        services.AddJob<LotExpirySweep, LotExpirySweepHandler>();
        services.AddSchedule("wallet.lot-expiry", "0 10 * * * ?", _ => new LotExpirySweep());
        services.AddSchedule("wallet.hold-expiry", "0 25 * * * ?", _ => new HoldExpiry());
        services.AddSingleton<ILiveTopic, BalanceTopic>();
        services.AddPages();
        return services;
    }

    /// <summary>Maps the fragment behind the balance in the top bar.</summary>
    public static IEndpointRouteBuilder MapWallet(this IEndpointRouteBuilder endpoints)
    {
        WalletSummaryEndpoint.Map(endpoints);
        return endpoints;
    }

    private static void AddPages(this IServiceCollection services)
    {
        services.AddScoped<ListEntries>();
        services.AddScoped<SumSpent>();
        services.AddTexts(typeof(WalletModule).Assembly);
        services.AddSingleton(new PageAssembly(typeof(WalletModule).Assembly));
        services.AddSingleton(new NavigationItem("/wallet", "wallet.title", "wallet", 300, NavigationAudience.SignedIn));
        services.AddSingleton(new NavigationItem("/admin/wallet", "wallet.admin.title", "wallet", 930, NavigationAudience.Administrator));
    }
}
