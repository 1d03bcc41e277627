using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Messages;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Media;
using AIGenerator.Media.Files;
using AIGenerator.Providers.Text;
using AIGenerator.Workspaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Attachments;

internal static class UploadAttachmentEndpoint
{
    public static void Map(IEndpointRouteBuilder chat) => chat.MapPost("/attachments", HandleAsync)
        .WithName("UploadAttachment").WithSummary("Bring a file for a message: a picture or PDF of up to 20 MB, a text of up to 2 MB; erased after a day when it is not sent")
        .WithMetadata(new RequestSizeLimitAttribute(FileLimits.Largest + UploadedFile.Frame), ReadsItsOwnBody.Mark);

    private static async Task<Results<Created<AttachmentResponse>, ProblemHttpResult>> HandleAsync(
        [FromHeader(Name = "Idempotency-Key")] string? key, CurrentUser user, IVisitors visitors, AttachmentUploads uploads, TimeProvider clock, HttpContext http,
        CancellationToken ct)
    {
        if (!IdempotencyKey.Read(key, clock).Ok(out var id, out var wrongKey))
        {
            return wrongKey.ToProblem(http);
        }

        if (!user.IsSignedIn && !(await visitors.EnsureWorkspaceAsync(ct)).Ok(out _, out var tooMany))
        {
            return tooMany.ToProblem(http);
        }

        var result = await uploads.AddAsync(id, user, http.Request, ct);
        return result.Ok(out var attachment, out var refusal)
            ? TypedResults.Created($"/api/chat/attachments/{attachment.Id}", attachment)
            : refusal.ToProblem(http);
    }
}

/// <summary>Takes a file in: arriving, recognised, kept, written down. The same key again gives what the first one made.</summary>
internal sealed class AttachmentUploads(AppDb db, IFileStore files, IMediaIntake intake, AttachmentStorage storage, TimeProvider clock)
{
    public static readonly TimeSpan UnsentStay = TimeSpan.FromDays(1);

    public async Task<Result<AttachmentResponse>> AddAsync(Guid id, CurrentUser user, HttpRequest request, CancellationToken ct)
    {
        if (!user.MayWrite())
        {
            return ChatErrors.ReadOnly;
        }

        var workspace = user.WorkspaceId;
        if (await FirstOfAsync(id, workspace, ct) is { } first)
        {
            return first;
        }

        var limits = AttachmentLimits.Of(user);
        if (await db.Attachments.CountAsync(a => a.WorkspaceId == workspace && a.MessageId == null, ct) >= limits.Unsent)
        {
            return AttachmentErrors.TooManyUnsent;
        }

        if (await storage.RefusalAsync(workspace, !user.IsSignedIn, more: 0, ct) is { } full)
        {
            return full;
        }

        using var arriving = files.NewArriving();
        if (!(await UploadedFile.ReceiveAsync(request, arriving, limits.Largest, ct)).Ok(out var name, out var refusal)
            || !(await intake.ReadAsync(arriving.Path, name, new FileSender(workspace.Value, !user.IsSignedIn), ct)).Ok(out var file, out refusal))
        {
            return refusal;
        }

        return file switch
        {
            { Kind: FileKind.Text } when file.Bytes.Length > limits.LargestText => AttachmentErrors.TooLarge(limits.LargestText),

            // A small PDF can hold a long text.
            { Kind: FileKind.Pdf, Text.Length: var length } when length > limits.LargestText => AttachmentErrors.TooMuchText(limits.LargestText),
            _ => await KeepAsync(id, user, name, file, ct),
        };
    }

    private async Task<Result<AttachmentResponse>> KeepAsync(Guid id, CurrentUser user, string name, AcceptedFile file, CancellationToken ct)
    {
        var workspace = user.WorkspaceId;
        var now = clock.GetUtcNow();
        var row = new AttachmentRow
        {
            Id = id, WorkspaceId = workspace, Name = name, Kind = file.Kind, MediaType = file.MediaType, SizeBytes = file.Bytes.Length, Width = file.Width,
            Height = file.Height, Text = file.Text, Tokens = file.Text is { } text ? TokenEstimator.Estimate(text) : TokenEstimator.TokensPerImage,
            FileKey = $"chat/{Guid.CreateVersion7(now):N}", CreatedAt = now, ExpiresAt = now + UnsentStay,
        };
        await files.SaveAsync(row.FileKey, file.Bytes, ct);
        try
        {
            if (await AddAsync(row, user, ct) is not { } refusal)
            {
                return AttachmentResponse.Of(row);
            }

            await files.DeleteAsync(row.FileKey, CancellationToken.None);
            return refusal;
        }
        catch (DbUpdateException)
        {
            // The same key at the same time: the other one was faster. A key that another workspace used is not ours.
            await files.DeleteAsync(row.FileKey, CancellationToken.None);
            return await FirstOfAsync(id, workspace, ct) is { } twin ? twin : ChatErrors.InvalidKey;
        }
        catch
        {
            await files.DeleteAsync(row.FileKey, CancellationToken.None);
            throw;
        }
    }

    // Counted once more, one file of the workspace after the other: many at once all found room before.
    private async Task<Error?> AddAsync(AttachmentRow row, CurrentUser user, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await storage.LockAsync(row.WorkspaceId, ct);
        if (await db.Attachments.CountAsync(a => a.WorkspaceId == row.WorkspaceId && a.MessageId == null, ct) >= AttachmentLimits.Of(user).Unsent)
        {
            return AttachmentErrors.TooManyUnsent;
        }

        if (await storage.RefusalAsync(row.WorkspaceId, !user.IsSignedIn, row.SizeBytes, ct) is { } full)
        {
            return full;
        }

        db.Attachments.Add(row);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return null;
    }

    private async Task<AttachmentResponse?> FirstOfAsync(Guid id, WorkspaceId workspace, CancellationToken ct) =>
        await db.Attachments.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id && a.WorkspaceId == workspace, ct) is { } row ? AttachmentResponse.Of(row) : null;
}
