using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Models;
using AIGenerator.Studio.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AIGenerator.Studio.Images;

/// <summary>Pieces of the page that change while it is open.</summary>
internal static class ImageFragments
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/images/batches/{id:guid}", BatchAsync).RequireAuthorization().ExcludeFromDescription();
        endpoints.MapGet("/images/options/{model}", Options).RequireAuthorization().ExcludeFromDescription();
        endpoints.MapGet("/images/batches", OlderAsync).RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task<Results<RazorComponentResult, ProblemHttpResult>> BatchAsync(
        Guid id, CurrentUser user, IImageGenerations images, HttpContext http, CancellationToken ct) =>
        user.Workspace is { } workspace && await images.ListAsync(workspace, new MediaQuery(1, Only: id), ct) is [var view]
            ? new RazorComponentResult<ImageBatch>(new Dictionary<string, object?> { [nameof(ImageBatch.Media)] = view })
            : StudioErrors.UnknownGeneration.ToProblem(http);

    private static Results<RazorComponentResult, ProblemHttpResult> Options(string model, IImageCatalogue models, HttpContext http) => models.Resolve(model) is { } found
        ? new RazorComponentResult<ImageOptions>(new Dictionary<string, object?> { [nameof(ImageOptions.Model)] = found })
        : StudioErrors.UnknownModel.ToProblem(http);

    private static async Task<RazorComponentResult> OlderAsync(CurrentUser user, IImageGenerations images, CancellationToken ct, Guid? before = null, string? q = null) =>
        new RazorComponentResult<ImageBatches>(new Dictionary<string, object?>
        {
            [nameof(ImageBatches.Items)] = user.Workspace is { } workspace ? await images.ListAsync(workspace, new MediaQuery(ImageBatches.Page, before, Words: q), ct) : [],
        });
}
