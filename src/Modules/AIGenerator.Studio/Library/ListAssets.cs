using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Studio.Images;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AIGenerator.Studio.Library;

/// <summary>A picture of the library.</summary>
/// <param name="Asset">The file.</param>
/// <param name="Model">The catalogue id of what made it; null for what was brought.</param>
/// <param name="Prompt">What was asked for, in the person's words; null where there were none.</param>
public sealed record LibraryAssetResponse(AssetResponse Asset, string? Model, string? Prompt)
{
    internal static LibraryAssetResponse Of(ListedAsset listed) => new(AssetResponse.Of(listed.Asset), listed.Model, listed.Prompt);
}

/// <summary>A page of the library.</summary>
/// <param name="Items">At most 100.</param>
/// <param name="Before">Ask with this for the next page; null at the end.</param>
public sealed record ListAssetsResponse(IReadOnlyList<LibraryAssetResponse> Items, string? Before);

/// <summary><c>GET /api/assets</c>.</summary>
internal static class ListAssetsEndpoint
{
    public static void Map(IEndpointRouteBuilder assets) => assets.MapGet("/", HandleAsync)
        .WithName("ListAssets").WithSummary("The workspace's pictures, newest first: by words of the prompt (q), origin (generated or uploaded), model and collection");

    private static async Task<Results<Ok<ListAssetsResponse>, ProblemHttpResult>> HandleAsync(
        CurrentUser user, LibraryPages pages, HttpContext http, CancellationToken ct,
        string? q = null, string? origin = null, string? model = null, Guid? collection = null, string? before = null, int take = LibraryQuery.Page)
    {
        if (user.Workspace is not { } workspace)
        {
            return TypedResults.Ok(new ListAssetsResponse([], null));
        }

        var read = await pages.ReadAsync(workspace, new LibraryQuery(q, LibraryQuery.OriginOf(origin), model, collection, before, take), ct);
        return read.Ok(out var page, out var refusal)
            ? TypedResults.Ok(new ListAssetsResponse([.. page.Items.Select(LibraryAssetResponse.Of)], page.Before))
            : refusal.ToProblem(http);
    }
}
