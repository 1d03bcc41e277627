using AIGenerator.Chat.Drawing;
using AIGenerator.Chat.Export;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AIGenerator.Chat.Sharing;

/// <summary><c>GET /api/chat/shares/{token}/pictures/{id}</c>: a picture of a shared chat, for whoever has the link, as long as the link is open.</summary>
internal static class SharedPictures
{
    public static void Map(IEndpointRouteBuilder chat) => chat.MapGet("/shares/{token}/pictures/{id:guid}", HandleAsync)
        .WithName("GetSharedPicture").WithSummary("A picture that a shared chat shows; size 0, 1 or 2 for a smaller one");

    /// <summary>The line with its pictures under the link's own address: the store answers its workspace alone.</summary>
    public static DocumentLine Readdress(DocumentLine line, string token)
    {
        if (!line.IsPicture || line.Html is not { } html)
        {
            return line;
        }

        foreach (var picture in OwnPicture.In(line.Text))
        {
            var address = $"/api/chat/shares/{token}/pictures/{picture.Id:D}";
            html = html.Replace(picture.LinkMarkup, $" href=\"{address}\" target=\"_blank\"", StringComparison.Ordinal)
                .Replace(picture.SourceMarkup, $"src=\"{address}?size=2\"", StringComparison.Ordinal);
        }

        return line with { Html = html };
    }

    private static async Task<Results<FileStreamHttpResult, NotFound>> HandleAsync(
        string token, Guid id, AppDb db, ShownPictures shown, IAssets assets, HttpContext http, CancellationToken ct, int? size = null)
    {
        if (await SharedChats.OpenAsync(db, token, ct) is not { } share || !await shown.ShowsAsync(db, share.Id, id, ct)
            || await assets.OpenAsync(id, share.Workspace, size is >= 0 and <= 2 ? size : null, ct) is not { } file)
        {
            return TypedResults.NotFound();
        }

        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.CacheControl = "public, max-age=60";
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        return TypedResults.Stream(file.Content, file.MediaType);
    }
}
