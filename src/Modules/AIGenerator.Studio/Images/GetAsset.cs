using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Media.Pictures;
using AIGenerator.Studio.Library;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AIGenerator.Studio.Images;

/// <summary><c>GET /api/assets/{id}</c>: a file, one of its smaller sizes, or the same picture in another format; never changes, so a browser may keep it.</summary>
internal static class GetAssetEndpoint
{
    public static void Map(IEndpointRouteBuilder assets) => assets.MapGet("/{id:guid}", HandleAsync)
        .WithName("GetAsset").WithSummary("A picture; size 0, 1 or 2 for a smaller one, format png, jpeg or webp (svg for drawings) for another file, download=true to save it");

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> HandleAsync(
        Guid id, CurrentUser user, IAssets assets, IPictureFormats formats, HttpContext http, CancellationToken ct, int? size = null, string? format = null, bool download = false)
    {
        // A smaller size is a file of its own: asked for together with a format, the format counts.
        var preview = format is null && size is >= 0 and <= 2 ? size : null;
        if (user.Workspace is not { } workspace || await assets.OpenAsync(id, workspace, preview, ct) is not { } file)
        {
            return StudioErrors.UnknownAsset.ToProblem(http);
        }

        if (!SavedFormat.Of(format, file.MediaType).Ok(out var wanted, out var refusal))
        {
            await file.Content.DisposeAsync();
            return refusal.ToProblem(http);
        }

        var content = file.Content;
        if (wanted.Conversion is { } conversion && !(await formats.ConvertAsync(file.Content, conversion, workspace.Value, ct)).Ok(out content, out refusal))
        {
            return refusal.ToProblem(http);
        }

        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        if (download)
        {
            var prompt = (await assets.ListAsync(workspace, new AssetQuery(1, Only: [id]), ct)) is [var listed] ? listed.Prompt : null;
            http.Response.Headers.ContentDisposition = PictureName.Attachment(PictureName.Of(prompt, id, wanted.MediaType));
        }

        // A part of a converted file would be converted for each part anew.
        return TypedResults.Stream(content!, wanted.MediaType, enableRangeProcessing: wanted.Conversion is null);
    }
}
