using AIGenerator.Providers.Http;
using AIGenerator.Providers.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.ChatCompletions;

/// <summary>What all vendors of this protocol register alike.</summary>
internal static class ChatVendorRegistration
{
    public static void AddChatVendor<TOptions, TValidator>(
        this IServiceCollection services, IConfiguration section, string providerId, Func<TOptions, ChatCompletionsClientFactory, ITextProvider> create)
        where TOptions : VendorOptions
        where TValidator : class, IValidateOptions<TOptions> =>
        services.AddVendor<TOptions, TValidator>(section, providerId, (options, http) => create(options, new ChatCompletionsClientFactory(http)));
}

/// <summary>Makes a vendor's client.</summary>
internal sealed class ChatCompletionsClientFactory(VendorHttp http)
{
    public ChatCompletionsClient Create(VendorOptions options, IChatDialect dialect) => new(http, options, dialect);
}
