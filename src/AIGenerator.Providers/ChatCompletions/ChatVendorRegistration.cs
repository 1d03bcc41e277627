using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.ChatCompletions;

/// <summary>What all vendors of this protocol register alike.</summary>
internal static class ChatVendorRegistration
{
    /// <summary>Adds one vendor: its settings, checked at start, its connections, and its provider.</summary>
    public static void AddChatVendor<TOptions, TValidator>(this IServiceCollection services, IConfiguration section, ChatDialect dialect)
        where TOptions : VendorOptions
        where TValidator : class, IValidateOptions<TOptions> =>
        services.AddVendor<TOptions, TValidator>(
            section, dialect.ProviderId, (options, http) => new ChatTextProvider(options, dialect, new ChatCompletionsClient(http, options, dialect)));
}
