using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AIGenerator.Studio.Images;

/// <summary>A mask that can be named in <c>POST /api/images</c>.</summary>
/// <param name="Id">Its id. Erased after a day where no generation used it.</param>
public sealed record UploadMaskResponse(Guid Id);

/// <summary><c>POST /api/assets/masks?source={id}</c>: where to work on a picture, as a canvas gives it.</summary>
internal static class UploadMaskEndpoint
{
    public static void Map(IEndpointRouteBuilder assets) => assets.MapPost("/masks", HandleAsync)
        .WithName("UploadMask").WithSummary("Say where to work on a picture: a PNG of up to 4 MB, white where it is to be made anew")
        .WithMetadata(new RequestSizeLimitAttribute(MaskUploads.Largest + 1024));

    private static async Task<Results<Created<UploadMaskResponse>, ProblemHttpResult>> HandleAsync(
        Guid source, [FromHeader(Name = "Idempotency-Key")] string? key, CurrentUser user, MaskUploads uploads, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        if (user.Workspace is not { } workspace || user.Role == WorkspaceRole.Viewer)
        {
            return StudioErrors.ReadOnly.ToProblem(http);
        }

        if (IdempotencyKey.Read(key, clock) is not { } id)
        {
            return StudioErrors.InvalidKey.ToProblem(http);
        }

        var result = await uploads.AddAsync(id, workspace, source, http.Request, ct);
        return result.Ok(out var mask, out var refusal)
            ? TypedResults.Created((string?)null, new UploadMaskResponse(mask.Id))
            : refusal.ToProblem(http);
    }
}
