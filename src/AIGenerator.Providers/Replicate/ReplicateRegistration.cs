using AIGenerator.Providers.Http;
using AIGenerator.Providers.Media;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.Replicate;

internal static class ReplicateRegistration
{
    public static void AddReplicate(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton<VendorCalls>();
        services.AddVendorClient<ReplicateOptions, ReplicateOptionsValidator>(configuration.GetSection(ReplicateOptions.Section), ReplicateImageProvider.Name);
        services.AddSingleton(provider => new ReplicateModels(
            provider.GetRequiredService<IOptions<ReplicateOptions>>().Value, provider.GetRequiredService<VendorCalls>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IMediaProvider>(provider => new ReplicateImageProvider(
            provider.GetRequiredService<IOptions<ReplicateOptions>>().Value, provider.GetRequiredService<VendorCalls>(), provider.GetRequiredService<ReplicateModels>(),
            provider.GetServices<IPictureReader>()));
        services.AddSingleton<IVendorWebhook>(provider => new ReplicateWebhook(
            provider.GetRequiredService<IOptions<ReplicateOptions>>().Value, provider.GetRequiredService<VendorCalls>(), provider.GetRequiredService<TimeProvider>()));
    }
}
