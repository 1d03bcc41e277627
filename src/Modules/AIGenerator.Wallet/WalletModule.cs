using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Queue;
using AIGenerator.Wallet.Books;
using AIGenerator.Wallet.Entries;
using AIGenerator.Wallet.Holds;
using AIGenerator.Wallet.Live;
using AIGenerator.Wallet.Lots;
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
        services.AddSingleton<ILiveTopic, BalanceTopic>();
        return services;
    }
}
