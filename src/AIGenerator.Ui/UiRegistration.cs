using AIGenerator.Kernel.Localization;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Ui;

/// <summary>Registration of the design system.</summary>
public static class UiRegistration
{
    /// <summary>The components' texts and the map of client files.</summary>
    public static IServiceCollection AddUi(this IServiceCollection services)
    {
        services.AddTexts(typeof(UiRegistration).Assembly);
        services.AddSingleton<ClientAssets>();
        return services;
    }
}
