using AIGenerator.Providers.BuiltIn;
using AIGenerator.Providers.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AIGenerator.Providers;

/// <summary>Entry point of the adapters.</summary>
public static class ProvidersRegistration
{
    /// <summary>Adds the built-in model, every vendor's adapter (those without a key stay silent) and the registry.</summary>
    public static IServiceCollection AddProviders(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<TextProviders>();
        services.AddBuiltIn(configuration);
        return services;
    }
}
