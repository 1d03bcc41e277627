using System.Net.Mime;
using AIGenerator.Chat.Chats;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Media;
using AIGenerator.Media.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace AIGenerator.Chat.Attachments;

internal static class GetAttachmentEndpoint
{
    public static void Map(IEndpointRouteBuilder chat)
    {
        chat.MapGet("/attachments/{attachmentId:guid}", GetAsync).WithName("GetAttachment").WithSummary("A file's content; pictures are shown, everything else is saved");
        chat.MapDelete("/attachments/{attachmentId:guid}", DeleteAsync).WithName("DeleteAttachment").WithSummary("Take back a file that was not sent");
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> GetAsync(
        Guid attachmentId, CurrentUser user, AppDb db, IFileStore files, HttpContext http, CancellationToken ct)
    {
        var workspace = user.Workspace ?? default;
        var file = await db.Attachments.AsNoTracking().Where(a => a.Id == attachmentId && a.WorkspaceId == workspace)
            .Select(a => new { a.Name, a.Kind, a.MediaType, a.FileKey }).FirstOrDefaultAsync(ct);
        if (file is null || await files.OpenAsync(file.FileKey, ct) is not { } content)
        {
            return AttachmentErrors.Unknown.ToProblem(http);
        }

        // A stranger's file opens in no context of ours: nothing in it runs, and only pictures that we made ourselves are shown at all.
        var isPicture = file.Kind == FileKind.Picture;
        var disposition = new ContentDispositionHeaderValue(isPicture ? "inline" : "attachment");
        disposition.SetHttpFileName(isPicture ? Path.ChangeExtension(file.Name, EndingOf(file.MediaType)) : file.Name);
        http.Response.Headers.ContentDisposition = disposition.ToString();
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.CacheControl = "private, max-age=3600";
        return TypedResults.Stream(content, file.Kind == FileKind.Text ? MediaTypeNames.Application.Octet : file.MediaType);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        Guid attachmentId, CurrentUser user, AppDb db, AttachmentErasure erasure, HttpContext http, CancellationToken ct)
    {
        var workspace = user.Workspace ?? default;
        var row = await db.Attachments.AsNoTracking().FirstOrDefaultAsync(a => a.Id == attachmentId && a.WorkspaceId == workspace && a.MessageId == null, ct);
        if (row is null || !user.MayWrite())
        {
            return AttachmentErrors.Unknown.ToProblem(http);
        }

        await erasure.EraseAsync(row, ct);
        return TypedResults.NoContent();
    }

    private static string EndingOf(string mediaType) => mediaType switch
    {
        "image/png" => ".png",
        "image/webp" => ".webp",
        _ => ".jpg",
    };
}
