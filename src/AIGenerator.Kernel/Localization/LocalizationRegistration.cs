using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AIGenerator.Kernel.Localization;

/// <summary>Registration of texts.</summary>
public static class LocalizationRegistration
{
    /// <summary>A module's texts. Call once for each assembly with a <c>Localization</c> folder; the first call also adds <see cref="ILocalizer"/>.</summary>
    public static IServiceCollection AddTexts(this IServiceCollection services, Assembly assembly)
    {
        services.AddSingleton(new TextAssembly(assembly));
        services.TryAddSingleton<TextCatalogue>();
        services.TryAddScoped<ILocalizer>(provider => new Localizer(provider.GetRequiredService<TextCatalogue>()));
        return services;
    }
}
