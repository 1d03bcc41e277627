using AIGenerator.Providers.BuiltIn.Pictures;
using AIGenerator.Providers.BuiltIn.Pictures.Edits;
using AIGenerator.Providers.Media;
using AIGenerator.Providers.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.BuiltIn;

internal static class BuiltInRegistration
{
    public static void AddBuiltIn(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<BuiltInOptions>, BuiltInOptionsValidator>();
        services.AddOptions<BuiltInOptions>().Bind(configuration.GetSection(BuiltInOptions.Section)).ValidateOnStart();
        services.AddSingleton<ITextProvider, BuiltInTextProvider>();
        services.AddSingleton<EditSource>();
        services.AddSingleton<IMediaProvider, BuiltInImageProvider>();
    }
}
