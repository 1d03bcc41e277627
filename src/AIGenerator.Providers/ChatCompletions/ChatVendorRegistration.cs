using AIGenerator.Providers.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.ChatCompletions;

/// <summary>What all vendors of this protocol register alike.</summary>
internal static class ChatVendorRegistration
{
    /// <summary>Adds one vendor: its settings, checked at start, its connections, and its provider.</summary>
    public static void AddChatVendor<TOptions, TValidator>(this IServiceCollection services, IConfiguration section, ChatDialect dialect)
        where TOptions : VendorOptions
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        services.AddOptions<TOptions>().Bind(section).ValidateOnStart();
        services.AddHttpClient(dialect.ProviderId, static client =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.DefaultRequestHeaders.UserAgent.ParseAdd("AIGenerator/1.0");
            })
            .ConfigurePrimaryHttpMessageHandler(provider => HandlerFor(provider.GetRequiredService<IOptions<TOptions>>().Value))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddSingleton<ITextProvider>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<TOptions>>().Value;
            var client = new ChatCompletionsClient(
                provider.GetRequiredService<IHttpClientFactory>(),
                options,
                dialect,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<ChatCompletionsClient>>());
            return new ChatTextProvider(options, dialect, client);
        });
    }

    private static SocketsHttpHandler HandlerFor(VendorOptions options) => new()
    {
        // A redirect would carry the key to whoever is named there.
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),

        // A stopped answer must be stopped at the vendor, not read to its end.
        ResponseDrainTimeout = TimeSpan.FromMilliseconds(200),
        MaxResponseDrainSize = 4096,
    };
}
