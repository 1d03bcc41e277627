using System.ComponentModel.DataAnnotations;
using AIGenerator.Chat.Live;
using AIGenerator.Chat.Messages;
using AIGenerator.Chat.Search;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Queue;
using AIGenerator.Kernel.Results;
using AIGenerator.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Chats;

/// <summary>Body of <c>PATCH /api/chat/{chatId}</c>.</summary>
public sealed record RenameChatRequest([property: Required, StringLength(200)] string Title);

/// <summary>Body of <c>PATCH /api/chat/{chatId}/model</c>.</summary>
public sealed record ChangeModelRequest([property: Required, StringLength(TextModel.LongestId)] string Model);

/// <summary>The model that answers from now on.</summary>
/// <param name="Model">Its catalogue id.</param>
/// <param name="ReplacedModel">The retired one that was asked for, where another answers.</param>
public sealed record ChangeModelResponse(string Model, string? ReplacedModel);

internal static class ChangeChatEndpoints
{
    public static void Map(IEndpointRouteBuilder chat)
    {
        chat.MapPatch("/{chatId:guid}", RenameAsync).WithName("RenameChat").WithSummary("Give a chat another title");
        chat.MapPatch("/{chatId:guid}/model", ChangeModelAsync).WithName("ChangeChatModel").WithSummary("Let another model answer from now on");
        chat.MapDelete("/{chatId:guid}", DeleteAsync).WithName("DeleteChat").WithSummary("Delete a chat; it can come back for ten minutes");
        chat.MapPut("/{chatId:guid}/restoration", RestoreAsync).WithName("RestoreChat").WithSummary("Bring a deleted chat back");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RenameAsync(
        Guid chatId, RenameChatRequest request, CurrentUser user, AppDb db, INodeBus bus, IQueue queue, HttpContext http, CancellationToken ct)
    {
        var title = request.Title.Replace("\0", "", StringComparison.Ordinal).Trim();
        if (title.Length == 0)
        {
            return new Error("chat.blank-title", "The title is empty.", ErrorKind.Invalid, "title").ToProblem(http);
        }

        var changed = await db.ChatOf(user, chatId)
            .ExecuteUpdateAsync(row => row.SetProperty(c => c.Title, title).SetProperty(c => c.IsSearchStale, true), ct);
        if (changed > 0)
        {
            queue.Enqueue(new IndexChat(chatId));
            await db.SaveChangesAsync(ct);
        }

        return await DoneAsync(changed, chatId, user, db, bus, http, ct);
    }

    private static async Task<Results<Ok<ChangeModelResponse>, ProblemHttpResult>> ChangeModelAsync(
        Guid chatId, ChangeModelRequest request, CurrentUser user, AppDb db, IModelCatalogue models, HttpContext http, CancellationToken ct)
    {
        if (models.Resolve(request.Model) is not { } model)
        {
            return ChatErrors.UnknownModel(request.Model).ToProblem(http);
        }

        if (!user.IsSignedIn && !model.IsFree)
        {
            return ChatErrors.SignInForModel.ToProblem(http);
        }

        var changed = await db.ChatOf(user, chatId).ExecuteUpdateAsync(row => row.SetProperty(c => c.Model, model.Id), ct);
        return changed == 0
            ? ChatErrors.Unknown.ToProblem(http)
            : TypedResults.Ok(new ChangeModelResponse(model.Id, model.Id == request.Model ? null : request.Model));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        Guid chatId, CurrentUser user, AppDb db, INodeBus bus, IQueue queue, IGenerations generations, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var changed = await db.ChatOf(user, chatId).ExecuteUpdateAsync(row => row.SetProperty(c => c.DeletedAt, now), ct);

        // Read under the row's lock: a message that came in between has started a reply that must be stopped.
        var running = await RunningReplies.OfAsync(db, chatId, ct);
        if (changed > 0)
        {
            queue.Enqueue(new EraseChat(chatId), now + EraseChat.Grace);
            await db.SaveChangesAsync(ct);
        }

        var result = await DoneAsync(changed, chatId, user, db, bus, http, ct);
        await transaction.CommitAsync(ct);
        if (changed > 0)
        {
            await RunningReplies.StopAsync(generations, user.WorkspaceId, running.Select(reply => reply.Generation), ct);
        }

        return result;
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RestoreAsync(
        Guid chatId, CurrentUser user, AppDb db, INodeBus bus, HttpContext http, CancellationToken ct)
    {
        var changed = await db.ChatsOf(user).Where(c => c.Id == chatId).ExecuteUpdateAsync(row => row.SetProperty(c => c.DeletedAt, (DateTimeOffset?)null), ct);
        return await DoneAsync(changed, chatId, user, db, bus, http, ct);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DoneAsync(
        int changed, Guid chat, CurrentUser user, AppDb db, INodeBus bus, HttpContext http, CancellationToken ct)
    {
        if (changed == 0)
        {
            return ChatErrors.Unknown.ToProblem(http);
        }

        await ChatNews.AnnounceAsync(bus, db, user.WorkspaceId, chat, ct);
        return TypedResults.NoContent();
    }
}
