using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Media;
using AIGenerator.Media.Files;
using AIGenerator.Workspaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AIGenerator.Studio.Images;

/// <summary><c>POST /api/assets</c>: a person's own picture, to work on or to go by.</summary>
internal static class UploadAssetEndpoint
{
    public static void Map(IEndpointRouteBuilder assets) => assets.MapPost("/", HandleAsync)
        .WithName("UploadAsset").WithSummary("Bring a picture of up to 20 MB as multipart/form-data; the same Idempotency-Key (a UUID of version 7) keeps it once")
        .WithMetadata(new RequestSizeLimitAttribute(FileLimits.Largest + UploadedFile.Frame), ReadsItsOwnBody.Mark);

    private static async Task<Results<Created<AssetResponse>, ProblemHttpResult>> HandleAsync(
        [FromHeader(Name = "Idempotency-Key")] string? key, CurrentUser user, AssetUploads uploads, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        if (user.Workspace is not { } workspace || user.Role == WorkspaceRole.Viewer)
        {
            return StudioErrors.ReadOnly.ToProblem(http);
        }

        if (IdempotencyKey.Read(key, clock) is not { } id)
        {
            return StudioErrors.InvalidKey.ToProblem(http);
        }

        var result = await uploads.AddAsync(id, workspace, http.Request, ct);
        return result.Ok(out var asset, out var refusal)
            ? TypedResults.Created($"/api/assets/{asset.Id}", AssetResponse.Of(asset))
            : refusal.ToProblem(http);
    }
}
