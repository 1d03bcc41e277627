using AIGenerator.Providers.Anthropic;
using AIGenerator.Providers.BuiltIn;
using AIGenerator.Providers.Google;
using AIGenerator.Providers.OpenAI;
using AIGenerator.Providers.OpenAICompatible;
using AIGenerator.Providers.OpenRouter;
using AIGenerator.Providers.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AIGenerator.Providers;

/// <summary>Entry point of the adapters.</summary>
public static class ProvidersRegistration
{
    /// <summary>Adds the built-in model, every vendor's adapter (those without a key stay silent), the registry and the router.</summary>
    public static IServiceCollection AddProviders(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<ProviderMetrics>();
        services.AddBuiltIn(configuration);
        services.AddOpenRouter(configuration);
        services.AddOpenAI(configuration);
        services.AddAnthropic(configuration);
        services.AddGoogle(configuration);
        services.AddOpenAICompatible(configuration);
        services.AddSingleton<TextProviders>();
        services.AddSingleton<IValidateOptions<TextRouterOptions>, TextRouterOptionsValidator>();
        services.AddOptions<TextRouterOptions>().Bind(configuration.GetSection(TextRouterOptions.Section)).ValidateOnStart();
        services.AddSingleton(provider => new TextRouter(
            provider.GetRequiredService<TextProviders>(),
            provider.GetRequiredService<IOptions<TextRouterOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ProviderMetrics>(),
            provider.GetRequiredService<ILogger<TextRouter>>()));
        return services;
    }
}
