using AIGenerator.Providers.Http;
using AIGenerator.Providers.Media;
using AIGenerator.Providers.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AIGenerator.Providers;

/// <summary>What all vendors register alike: checked settings, a client of their own, the provider.</summary>
internal static class VendorRegistration
{
    public static void AddVendor<TOptions, TValidator>(
        this IServiceCollection services, IConfiguration section, string providerId, Func<TOptions, VendorHttp, ITextProvider> create)
        where TOptions : VendorOptions
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.TryAddSingleton<VendorHttp>();
        services.AddVendorClient<TOptions, TValidator>(section, providerId);
        services.AddSingleton(provider => create(provider.GetRequiredService<IOptions<TOptions>>().Value, provider.GetRequiredService<VendorHttp>()));
    }

    /// <summary>A vendor's media, beside its settings and its client (<see cref="AddVendorClient"/>).</summary>
    public static void AddMediaVendor<TOptions>(this IServiceCollection services, Func<TOptions, VendorCalls, IMediaProvider> create)
        where TOptions : VendorOptions
    {
        services.TryAddSingleton<VendorCalls>();
        services.AddSingleton(provider => create(provider.GetRequiredService<IOptions<TOptions>>().Value, provider.GetRequiredService<VendorCalls>()));
    }

    /// <summary>Checked settings and a client named by the vendor's id.</summary>
    public static void AddVendorClient<TOptions, TValidator>(this IServiceCollection services, IConfiguration section, string providerId)
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
