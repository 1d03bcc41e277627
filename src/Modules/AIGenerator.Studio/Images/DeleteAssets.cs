using System.ComponentModel.DataAnnotations;
using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AIGenerator.Studio.Images;

/// <summary>Body of <c>PUT</c> and <c>DELETE /api/assets/deletion</c>.</summary>
/// <param name="Ids">1 to 200 assets of the workspace; others are passed over.</param>
public sealed record DeleteAssetsRequest([property: Required, MinLength(1), MaxLength(200)] IReadOnlyList<Guid> Ids);

/// <summary>How many changed.</summary>
public sealed record DeleteAssetsResponse(int Count);

/// <summary><c>/api/assets/deletion</c>: PUT takes pictures out of sight, DELETE brings them back; after an hour their files go.</summary>
internal static class DeleteAssetsEndpoint
{
    public static void Map(IEndpointRouteBuilder assets)
    {
        assets.MapPut("/deletion", (DeleteAssetsRequest request, CurrentUser user, IAssets kept, HttpContext http, CancellationToken ct) =>
            ChangeAsync(user, http, workspace => kept.DeleteAsync(request.Ids, workspace, ct))).WithName("DeleteAssets").WithSummary("Delete pictures; they can be brought back for an hour");
        assets.MapDelete("/deletion", ([FromBody] DeleteAssetsRequest request, CurrentUser user, IAssets kept, HttpContext http, CancellationToken ct) =>
            ChangeAsync(user, http, workspace => kept.RestoreAsync(request.Ids, workspace, ct))).WithName("RestoreAssets").WithSummary("Bring deleted pictures back");
    }

    private static async Task<Results<Ok<DeleteAssetsResponse>, ProblemHttpResult>> ChangeAsync(CurrentUser user, HttpContext http, Func<WorkspaceId, Task<int>> change) =>
        user.Workspace is { } workspace && user.Role != WorkspaceRole.Viewer
            ? TypedResults.Ok(new DeleteAssetsResponse(await change(workspace)))
            : StudioErrors.ReadOnly.ToProblem(http);
}
