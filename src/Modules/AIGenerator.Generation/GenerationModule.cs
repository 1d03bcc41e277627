using AIGenerator.Generation.Administration;
using AIGenerator.Generation.Assets;
using AIGenerator.Generation.Describing;
using AIGenerator.Generation.Generations;
using AIGenerator.Generation.Live;
using AIGenerator.Generation.Media;
using AIGenerator.Generation.Texts;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Events;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Modules;
using AIGenerator.Kernel.Queue;
using AIGenerator.Kernel.Schedules;
using AIGenerator.Providers.Media;
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
        services.TryAddScoped<IFileRoom, EndlessRoom>();
        services.AddScoped<IGenerations, AnyGenerations>();
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
        services.AddMediaGenerations();
        services.AddDescriptions();
        return services;
    }

    private static void AddDescriptions(this IServiceCollection services)
    {
        services.AddScoped<ISeeingModels, SeeingTextModels>();
        services.AddScoped<IDescriptions, DescribePicture>();
        services.AddScoped<KnownPrompt>();
        services.AddScoped<ShownPicture>();
        services.AddSingleton<ITextOwner, DescriptionTexts>();
    }

    private static void AddMediaGenerations(this IServiceCollection services)
    {
        services.AddScoped<IImageGenerations, ImageGenerations>();
        services.AddScoped<ReadMediaBoard>();
        services.AddScoped<MendMedia>();
        services.AddScoped<OrderAgain>();
        services.AddSingleton(new PageAssembly(typeof(GenerationModule).Assembly));
        services.AddSingleton(new NavigationItem("/admin/generations", "generation.admin.title", "image", 940, NavigationAudience.Administrator));
        services.AddScoped<IAssets, KeepAssets>();
        services.AddScoped<AddAsset>();
        services.AddScoped<ListAssets>();
        services.AddScoped<AcceptImage>();
        services.AddScoped<CancelMedia>();
        services.AddScoped<HearVendor>();
        services.AddScoped<ListMedia>();
        services.AddScoped<EndMedia>();
        services.AddScoped<SubmitMedia>();
        services.AddScoped<ResolveMedia>();
        services.AddScoped<EraseAssets>();
        services.AddScoped<IStorageUse, AssetUse>();
        services.AddSingleton<MediaSteps>();
        services.AddSingleton<ReportAddress>();
        services.AddSingleton<MediaOrders>();
        services.AddSingleton<IPictureReader, ReadPictures>();
        services.AddSingleton<PictureOrigins>();
        services.AddSingleton<StoringTurns>();
        services.AddSingleton<StoreMedia>();
        services.AddSingleton<RunningMedia>();
        services.AddHostedService<HearMediaStops>();
        services.AddSingleton<ILiveTopic, MediaTopic>();

        // A call to a vendor that answers at once holds its place for a minute and costs next to nothing meanwhile. At a stop it is waited for nearly as
        // long as the slowest models take.
        services.AddJob<DriveMedia, DriveMediaHandler>(
            new JobOptions { Concurrency = 256, Lease = TimeSpan.FromSeconds(15), MaxAttempts = 12, Drain = TimeSpan.FromSeconds(110) });
        services.AddJob<StopAtVendor, StopAtVendorHandler>(new JobOptions { Concurrency = 16, MaxAttempts = 8 });
        services.AddJob<FindForgottenMedia, FindForgotten>();
        services.AddJob<EraseDeletedAssets, EraseAssets>();
        services.AddSchedule("generation.forgotten", "0 * * * * ?", _ => new FindForgottenMedia());
        services.AddSchedule("generation.erase-assets", "0 7/10 * * * ?", _ => new EraseDeletedAssets());
    }

    /// <summary>Maps <c>/api/generations</c>, the vendors' <c>/api/webhooks</c> and the administrator's forms. Visitors may stop their own, so nobody has to be signed in.</summary>
    public static IEndpointRouteBuilder MapGeneration(this IEndpointRouteBuilder endpoints)
    {
        var generations = endpoints.MapGroup("/api/generations").WithTags("Generations").AllowAnonymous();
        CancelGenerationEndpoint.Map(generations);
        HearVendorEndpoint.Map(endpoints);
        MendMediaEndpoints.Map(endpoints);
        return endpoints;
    }
}
