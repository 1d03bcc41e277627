using AIGenerator.Providers.Anthropic;
using AIGenerator.Providers.BuiltIn;
using AIGenerator.Providers.ChatCompletions;
using AIGenerator.Providers.DeepSeek;
using AIGenerator.Providers.Fal;
using AIGenerator.Providers.Google;
using AIGenerator.Providers.Ideogram;
using AIGenerator.Providers.Media;
using AIGenerator.Providers.Midjourney;
using AIGenerator.Providers.Moonshot;
using AIGenerator.Providers.OpenAI;
using AIGenerator.Providers.OpenAI.Images;
using AIGenerator.Providers.OpenAICompatible;
using AIGenerator.Providers.OpenRouter;
using AIGenerator.Providers.OpenRouter.Images;
using AIGenerator.Providers.Recraft;
using AIGenerator.Providers.Replicate;
using AIGenerator.Providers.Text;
using AIGenerator.Providers.Text.Health;
using AIGenerator.Providers.WebSearch;
using AIGenerator.Providers.XAI;
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
        services.AddChatVendor<OpenRouterOptions, OpenRouterOptionsValidator>(configuration.GetSection(OpenRouterOptions.Section), new OpenRouterDialect());
        services.AddChatVendor<OpenAIOptions, OpenAIOptionsValidator>(configuration.GetSection(OpenAIOptions.Section), new OpenAIDialect());
        services.AddAnthropic(configuration);
        services.AddGoogle(configuration);
        services.AddReplicate(configuration);
        services.AddFal(configuration);
        services.AddMidjourneyProxy(configuration);
        services.AddChatVendor<DeepSeekOptions, DeepSeekOptionsValidator>(configuration.GetSection(DeepSeekOptions.Section), new DeepSeekDialect());
        services.AddChatVendor<XAIOptions, XAIOptionsValidator>(configuration.GetSection(XAIOptions.Section), new XAIDialect());
        services.AddChatVendor<MoonshotOptions, MoonshotOptionsValidator>(configuration.GetSection(MoonshotOptions.Section), new MoonshotDialect());
        services.AddOpenAICompatible(configuration);
        services.AddMediaVendor<OpenAIOptions>(static (options, calls) => new OpenAIImageProvider(options, calls));
        services.AddMediaVendor<OpenRouterOptions>(static (options, calls) => new OpenRouterImageProvider(options, calls));
        services.AddIdeogram(configuration);
        services.AddRecraft(configuration);
        services.AddWebSearch(configuration);
        services.AddSingleton<TextProviders>();
        services.AddSingleton<MediaProviders>();
        services.AddSingleton(provider => new MediaCircuits(
            ActivatorUtilities.CreateInstance<RouteCircuits>(provider), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<MediaDownloads>();
        MediaDownloads.Register(services);
        services.AddSingleton<IValidateOptions<TextRouterOptions>, TextRouterOptionsValidator>();
        services.AddOptions<TextRouterOptions>().Bind(configuration.GetSection(TextRouterOptions.Section)).ValidateOnStart();
        services.AddSingleton<TextSpeeds>();
        services.AddSingleton<RouteCircuits>();
        services.AddSingleton(provider => new TextHealthBoard(
            provider.GetRequiredService<RouteCircuits>(), provider.GetRequiredService<TextSpeeds>(), provider.GetRequiredService<IOptions<TextRouterOptions>>()));
        services.AddSingleton(provider => new TextRouter(
            provider.GetRequiredService<TextProviders>(),
            provider.GetRequiredService<RouteCircuits>(),
            provider.GetRequiredService<IOptions<TextRouterOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ProviderMetrics>(),
            provider.GetRequiredService<ILogger<TextRouter>>()));
        return services;
    }
}
