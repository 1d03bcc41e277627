using AIGenerator.Providers.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.ChatCompletions;

/// <summary>What all vendors of this protocol register alike.</summary>
internal static class ChatVendorRegistration
{
    public static void AddChatVendor<TOptions, TValidator>(
        this IServiceCollection services, IConfiguration section, string providerId, Func<TOptions, ChatCompletionsClientFactory, ITextProvider> create)
        where TOptions : VendorOptions
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        services.AddOptions<TOptions>().Bind(section).ValidateOnStart();
        services.AddHttpClient(providerId, static client =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.DefaultRequestHeaders.UserAgent.ParseAdd("AIGenerator/1.0");
            })
            .ConfigurePrimaryHttpMessageHandler(provider => HandlerFor(provider.GetRequiredService<IOptions<TOptions>>().Value))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddSingleton(provider => create(
            provider.GetRequiredService<IOptions<TOptions>>().Value,
            new ChatCompletionsClientFactory(
                provider.GetRequiredService<IHttpClientFactory>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<ChatCompletionsClient>>())));
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

/// <summary>Makes a vendor's client.</summary>
internal sealed class ChatCompletionsClientFactory(IHttpClientFactory clients, TimeProvider clock, ILogger<ChatCompletionsClient> logger)
{
    public ChatCompletionsClient Create(VendorOptions options, IChatDialect dialect) => new(clients, options, dialect, clock, logger);
}
