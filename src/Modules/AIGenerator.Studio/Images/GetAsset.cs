using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace AIGenerator.Studio.Images;

/// <summary><c>GET /api/assets/{id}</c>: a file, or one of its smaller sizes; never changes, so a browser may keep it.</summary>
internal static class GetAssetEndpoint
{
    public static void Map(IEndpointRouteBuilder assets) => assets.MapGet("/{id:guid}", HandleAsync)
        .WithName("GetAsset").WithSummary("A picture; size 0, 1 or 2 for a smaller one, download=true to save it");

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> HandleAsync(
        Guid id, CurrentUser user, IAssets assets, HttpContext http, CancellationToken ct, int? size = null, bool download = false)
    {
        if (user.Workspace is not { } workspace || await assets.OpenAsync(id, workspace, size is >= 0 and <= 2 ? size : null, ct) is not { } file)
        {
            return StudioErrors.UnknownAsset.ToProblem(http);
        }

        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        if (download)
        {
            var disposition = new ContentDispositionHeaderValue("attachment");
            disposition.SetHttpFileName($"ai-generator-{id:N}{EndingOf(file.MediaType)}");
            http.Response.Headers.ContentDisposition = disposition.ToString();
        }

        return TypedResults.Stream(file.Content, file.MediaType, enableRangeProcessing: true);
    }

    private static string EndingOf(string mediaType) => mediaType switch
    {
        "image/png" => ".png",
        "image/webp" => ".webp",
        "image/svg+xml" => ".svg",
        _ => ".jpg",
    };
}
