using AIGenerator.Kernel.Localization;
using AIGenerator.Models.Catalogue;
using AIGenerator.Models.Images;
using AIGenerator.Providers.Media;
using AIGenerator.Providers.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AIGenerator.Models;

/// <summary>Entry point of the catalogue of models.</summary>
public static class ModelsModule
{
    /// <summary>Adds the catalogue. Providers must be added too (<c>AddProviders</c>).</summary>
    public static IServiceCollection AddModels(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddTexts(typeof(ModelsModule).Assembly);
        var file = CatalogueFile.Shipped();
        services.AddSingleton<IModelCatalogue>(provider => new ModelCatalogue(
            file,
            provider.GetRequiredService<TextProviders>(),
            provider.GetServices<ITextModelSource>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IValidateOptions<ImageModelsOptions>, ImageModelsValidator>();
        services.AddOptions<ImageModelsOptions>().Bind(configuration.GetSection(ImageModelsOptions.Section)).ValidateOnStart();
        services.AddSingleton<IImageCatalogue>(provider => new ImageCatalogue(
            OwnImageModels.AddedTo(ImageCatalogueFile.Shipped(), provider.GetRequiredService<IOptions<ImageModelsOptions>>().Value.File),
            provider.GetRequiredService<MediaProviders>(),
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
