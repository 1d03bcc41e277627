using AIGenerator.Kernel.Localization;
using AIGenerator.Models.Catalogue;
using AIGenerator.Models.Images;
using AIGenerator.Providers.Media;
using AIGenerator.Providers.Text;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Models;

/// <summary>Entry point of the catalogue of models.</summary>
public static class ModelsModule
{
    /// <summary>Adds the catalogue. Providers must be added too (<c>AddProviders</c>).</summary>
    public static IServiceCollection AddModels(this IServiceCollection services)
    {
        services.AddTexts(typeof(ModelsModule).Assembly);
        var file = CatalogueFile.Shipped();
        services.AddSingleton<IModelCatalogue>(provider => new ModelCatalogue(
            file,
            provider.GetRequiredService<TextProviders>(),
            provider.GetServices<ITextModelSource>(),
            provider.GetRequiredService<TimeProvider>()));
        var images = ImageCatalogueFile.Shipped();
        services.AddSingleton<IImageCatalogue>(provider => new ImageCatalogue(
            images, provider.GetRequiredService<MediaProviders>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
