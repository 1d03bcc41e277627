using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Modules;
using AIGenerator.Studio.Images;
using AIGenerator.Studio.Tray;
using AIGenerator.Ui;
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
        services.AddScoped<OrderImages>();
        services.AddScoped<AssetUploads>();
        services.AddScoped<MaskUploads>();
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
        ImageFragments.Map(endpoints);
        TrayFragment.Map(endpoints);
        return endpoints;
    }
}
