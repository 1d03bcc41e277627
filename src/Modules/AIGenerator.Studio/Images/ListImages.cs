using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AIGenerator.Studio.Images;

/// <summary>Generations, newest first.</summary>
/// <param name="Items">At most 100.</param>
/// <param name="Before">Ask with this for older ones; null at the end.</param>
public sealed record ListImagesResponse(IReadOnlyList<ImageResponse> Items, Guid? Before);

/// <summary><c>GET /api/images</c> and <c>GET /api/images/{id}</c>.</summary>
internal static class ListImagesEndpoint
{
    public static void Map(IEndpointRouteBuilder images)
    {
        images.MapGet("/", ListAsync).WithName("ListImages").WithSummary("The workspace's generations, newest first; by words of the prompt and by model");
        images.MapGet("/{id:guid}", GetAsync).WithName("GetImage").WithSummary("One generation as it stands now");
    }

    private static async Task<Ok<ListImagesResponse>> ListAsync(
        CurrentUser user, IImageGenerations images, CancellationToken ct, Guid? before = null, string? q = null, string? model = null, int take = 30)
    {
        var query = new MediaQuery(Math.Clamp(take, 1, 100), before, Words: q, Model: model);
        var items = user.Workspace is { } workspace ? await images.ListAsync(workspace, query, ct) : [];
        return TypedResults.Ok(new ListImagesResponse([.. items.Select(ImageResponse.Of)], items.Count == query.Take ? items[^1].Id : null));
    }

    private static async Task<Results<Ok<ImageResponse>, ProblemHttpResult>> GetAsync(
        Guid id, CurrentUser user, IImageGenerations images, HttpContext http, CancellationToken ct) =>
        user.Workspace is { } workspace && await images.ListAsync(workspace, new MediaQuery(1, Only: id), ct) is [var view]
            ? TypedResults.Ok(ImageResponse.Of(view))
            : StudioErrors.UnknownGeneration.ToProblem(http);
}
