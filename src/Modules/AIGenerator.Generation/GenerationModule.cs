using AIGenerator.Generation.Generations;
using AIGenerator.Generation.Live;
using AIGenerator.Generation.Texts;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Events;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Localization;
using AIGenerator.Workspaces;
using AIGenerator.Wallet;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AIGenerator.Generation;

/// <summary>Generations: paid work with a life of its own.</summary>
public static class GenerationModule
{
    /// <summary>Adds <see cref="ITextGenerations"/>, the node's heartbeat and the live topic <c>generation</c>.</summary>
    public static IServiceCollection AddGeneration(this IServiceCollection services)
    {
        services.AddModuleData<GenerationModel>("generation", 3);
        services.AddOptions<GenerationOptions>().BindConfiguration(GenerationOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<GenerationOptions>, GenerationOptionsValidator>();
        services.AddTexts(typeof(GenerationModule).Assembly);
        services.AddHttpContextAccessor();

        services.TryAddScoped<IModelAccess, EveryModel>();
        services.AddScoped<ITextGenerations, TextGenerations>();
        services.AddScoped<IHoldOwner, GenerationHolds>();
        services.AddScoped<AcceptText>();
        services.AddScoped<StopText>();
        services.AddSingleton<TextPricing>();
        services.AddSingleton<ThisNode>();
        services.AddSingleton<LiveTexts>();
        services.AddSingleton<TextOwners>();
        services.AddSingleton<TextSource>();
        services.AddSingleton<RunText>();
        services.AddSingleton<EndText>();
        services.AddSingleton<KeepTexts>();
        services.AddSingleton<TakeOverTexts>();
        services.AddSingleton<StoredText>();
        services.AddSingleton<ILiveTopic, GenerationTopic>();
        services.AddEventConsumer<WorkspaceDeleted, EraseGenerations>("generations");
        services.AddHostedService<TextKeeper>();
        return services;
    }

    /// <summary>Maps <c>/api/generations</c>. Visitors may stop their own, so nobody has to be signed in.</summary>
    public static IEndpointRouteBuilder MapGeneration(this IEndpointRouteBuilder endpoints)
    {
        var generations = endpoints.MapGroup("/api/generations").WithTags("Generations").AllowAnonymous();
        CancelGenerationEndpoint.Map(generations);
        return endpoints;
    }
}
