using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.WebSearch;

internal static class WebSearchRegistration
{
    /// <summary>Adds the engines, in the order in which they are asked, and the search over them.</summary>
    public static IServiceCollection AddWebSearch(this IServiceCollection services, IConfiguration configuration) => services
        .AddEngine<Tavily, TavilyOptions, TavilyOptionsValidator>(Tavily.Name, configuration.GetSection(TavilyOptions.Section))
        .AddEngine<Brave, BraveOptions, BraveOptionsValidator>(Brave.Name, configuration.GetSection(BraveOptions.Section))
        .AddEngine<Searxng, SearxngOptions, SearxngOptionsValidator>(Searxng.Name, configuration.GetSection(SearxngOptions.Section))
        .AddSingleton<IWebSearch, SearchEngines>();

    private static IServiceCollection AddEngine<TEngine, TOptions, TValidator>(this IServiceCollection services, string id, IConfiguration section)
        where TEngine : SearchEngine
        where TOptions : SearchOptions
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddVendorClient<TOptions, TValidator>(section, id);
        return services.AddSingleton<SearchEngine, TEngine>();
    }
}
