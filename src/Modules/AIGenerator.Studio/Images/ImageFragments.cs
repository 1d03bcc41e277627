using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Studio.Form;
using AIGenerator.Studio.Looking;
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
        endpoints.MapGet("/images/batches", OlderAsync).RequireAuthorization().ExcludeFromDescription();
        endpoints.MapGet("/images/fields/{task}", FieldsAsync).RequireAuthorization().ExcludeFromDescription();
        endpoints.MapGet("/images/source/{id:guid}", SourceAsync).RequireAuthorization().ExcludeFromDescription();
        endpoints.MapGet("/images/details/{id:guid}", DetailsAsync).RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task<Results<RazorComponentResult, ProblemHttpResult>> BatchAsync(
        Guid id, CurrentUser user, IImageGenerations images, HttpContext http, CancellationToken ct) =>
        user.Workspace is { } workspace && await images.ListAsync(workspace, new MediaQuery(1, Only: id), ct) is [var view]
            ? new RazorComponentResult<ImageBatch>(new Dictionary<string, object?> { [nameof(ImageBatch.Media)] = view })
            : StudioErrors.UnknownGeneration.ToProblem(http);

    private static async Task<RazorComponentResult> OlderAsync(CurrentUser user, IImageGenerations images, CancellationToken ct, Guid? before = null, string? q = null) =>
        new RazorComponentResult<ImageBatches>(new Dictionary<string, object?>
        {
            [nameof(ImageBatches.Items)] = user.Workspace is { } workspace ? await images.ListAsync(workspace, new MediaQuery(ImageBatches.Page, before, Words: q), ct) : [],
        });

    private static async Task<Results<RazorComponentResult, ProblemHttpResult>> FieldsAsync(
        string task, CurrentUser user, ImageOffers offers, HttpContext http, CancellationToken ct, string? model = null) => user.Workspace is not { } workspace
            ? StudioErrors.ReadOnly.ToProblem(http)
            : task == TaskWords.Describe
            ? new RazorComponentResult<DescribeFields>()
            : new RazorComponentResult<ImageFields>(new Dictionary<string, object?> { [nameof(ImageFields.Offer)] = await offers.ForAsync(TaskWords.Read(task), model, workspace, ct) });

    private static async Task<Results<RazorComponentResult, ProblemHttpResult>> SourceAsync(Guid id, CurrentUser user, IAssets assets, HttpContext http, CancellationToken ct) =>
        user.Workspace is { } workspace && await assets.FindAsync(id, workspace, ct) is { } source
            ? new RazorComponentResult<SourcePicture>(new Dictionary<string, object?> { [nameof(SourcePicture.Source)] = source })
            : StudioErrors.UnknownAsset.ToProblem(http);

    private static async Task<Results<RazorComponentResult, ProblemHttpResult>> DetailsAsync(Guid id, CurrentUser user, PictureDetailsReader reader, HttpContext http, CancellationToken ct) =>
        user.Workspace is { } workspace && await reader.OfAsync(id, workspace, ct) is { } details
            ? new RazorComponentResult<AssetDetails>(new Dictionary<string, object?> { [nameof(AssetDetails.Details)] = details })
            : StudioErrors.UnknownAsset.ToProblem(http);
}
