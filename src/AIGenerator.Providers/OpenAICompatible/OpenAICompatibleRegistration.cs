using AIGenerator.Providers.ChatCompletions;
using AIGenerator.Providers.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AIGenerator.Providers.OpenAICompatible;

internal static class OpenAICompatibleRegistration
{
    public static void AddOpenAICompatible(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddChatVendor<OpenAICompatibleOptions, OpenAICompatibleOptionsValidator>(
            configuration.GetSection(OpenAICompatibleOptions.Section), new OpenAICompatibleDialect());
        services.AddSingleton<OpenAICompatibleModels>();
        services.AddSingleton<ITextModelSource>(provider => provider.GetRequiredService<OpenAICompatibleModels>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<OpenAICompatibleModels>());
    }
}
