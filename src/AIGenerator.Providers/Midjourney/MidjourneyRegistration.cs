using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Providers.Midjourney;

internal static class MidjourneyRegistration
{
    public static void AddMidjourneyProxy(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddVendorClient<MidjourneyOptions, MidjourneyOptionsValidator>(configuration.GetSection(MidjourneyOptions.Section), MidjourneyImageProvider.Name);
        services.AddMediaVendor<MidjourneyOptions>(static (options, calls) => new MidjourneyImageProvider(options, calls));
    }
}
