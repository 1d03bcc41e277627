using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Events;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Modules;
using AIGenerator.Kernel.Queue;
using AIGenerator.Kernel.Schedules;
using AIGenerator.Studio.Collections;
using AIGenerator.Studio.Images;
using AIGenerator.Studio.Library;
using AIGenerator.Studio.Looking;
using AIGenerator.Studio.Tray;
using AIGenerator.Ui;
using AIGenerator.Workspaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Studio;

/// <summary>Where people make pictures.</summary>
public static class StudioModule
{
    /// <summary>Adds the page <c>/images</c> and its texts.</summary>
    public static IServiceCollection AddStudio(this IServiceCollection services)
    {
        services.AddValidation();
        services.AddTexts(typeof(StudioModule).Assembly);
        services.AddScoped<ImageOffers>();
        services.AddScoped<PictureDetailsReader>();
        services.AddScoped<OrderImages>();
        services.AddScoped<AssetUploads>();
        services.AddScoped<MaskUploads>();
        services.AddModuleData<StudioModel>("studio", 4);
        services.AddScoped<KeepCollections>();
        services.AddJob<EraseDeletedCollections, EraseCollections>(new JobOptions { Concurrency = 1 });
        services.AddSchedule("studio.erase-collections", "30 17 * * * ?", _ => new EraseDeletedCollections());
        services.AddEventConsumer<WorkspaceDeleted, EraseCollections>("studio-collections");
        services.AddEventConsumer<AssetsErased, EraseCollections>("studio-collections");
        services.AddScoped<LibraryPages>();
        services.AddScoped<LibraryShelf>();
        services.AddScoped<ArchiveWriter>();
        services.AddSingleton<ArchiveTurns>();
        services.AddSingleton(new PageAssembly(typeof(StudioModule).Assembly));
        services.AddSingleton(new NavigationItem("/images", "studio.images.title", "image", 30));
        services.AddSingleton(new ShellSlot(ShellPlace.TopBar, typeof(JobTray), Order: 5));
        return services;
    }

    /// <summary>Maps <c>/api/images</c>, <c>/api/assets</c> and the page's fragments.</summary>
    public static IEndpointRouteBuilder MapStudio(this IEndpointRouteBuilder endpoints)
    {
        var images = endpoints.MapGroup("/api/images").WithTags("Images").RequireAuthorization();
        CreateImageEndpoint.Map(images);
        RepeatImageEndpoint.Map(images);
        DescribeImageEndpoint.Map(images);
        ListImagesEndpoint.Map(images);
        var assets = endpoints.MapGroup("/api/assets").WithTags("Assets").RequireAuthorization();
        UploadAssetEndpoint.Map(assets);
        UploadMaskEndpoint.Map(assets);
        GetAssetEndpoint.Map(assets);
        DeleteAssetsEndpoint.Map(assets);
        ArchiveAssetsEndpoint.Map(assets);
        ListAssetsEndpoint.Map(assets);
        CollectionEndpoints.Map(endpoints);
        ImageFragments.Map(endpoints);
        LibraryFragments.Map(endpoints);
        TrayFragment.Map(endpoints);
        return endpoints;
    }
}
