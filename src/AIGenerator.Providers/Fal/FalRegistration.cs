using AIGenerator.Providers.Http;
using AIGenerator.Providers.Media;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.Fal;

internal static class FalRegistration
{
    public static void AddFal(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddVendorClient<FalOptions, FalOptionsValidator>(configuration.GetSection(FalOptions.Section), FalImageProvider.Name);
        services.AddMediaVendor<FalOptions>(static (options, calls) => new FalImageProvider(options, calls));
        services.AddSingleton<IVendorWebhook>(provider => new FalWebhook(
            provider.GetRequiredService<IOptions<FalOptions>>().Value, provider.GetRequiredService<VendorCalls>(), provider.GetRequiredService<TimeProvider>()));
    }
}
