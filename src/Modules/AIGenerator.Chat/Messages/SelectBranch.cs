using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Live;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Messages;

/// <summary>Body of <c>PUT /api/chat/{chatId}/branch</c>.</summary>
/// <param name="MessageId">A message of the branch to show; the branch goes on from it along the newest messages.</param>
/// <param name="TakeModel">Whether the model of that answer answers from here on, as when somebody goes on with one answer of a comparison.</param>
public sealed record SelectBranchRequest(Guid MessageId, bool TakeModel = false);

/// <summary>The shown branch.</summary>
/// <param name="LeafId">Its last message.</param>
public sealed record SelectBranchResponse(Guid LeafId);

internal static class SelectBranchEndpoint
{
    public static void Map(IEndpointRouteBuilder chat) => chat.MapPut("/{chatId:guid}/branch", HandleAsync)
        .WithName("SelectBranch").WithSummary("Show another branch of a chat, and go on from it");

    private static async Task<Results<Ok<SelectBranchResponse>, ProblemHttpResult>> HandleAsync(
        Guid chatId, SelectBranchRequest request, CurrentUser user, AppDb db, INodeBus bus, HttpContext http, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!user.MayWrite() || await ChatLock.TakeAsync(db, chatId, user.WorkspaceId, ct) is not { } chat)
        {
            return ChatErrors.Unknown.ToProblem(http);
        }

        if (!await Branch.IsVisibleAsync(db, chat.Id, request.MessageId, ct))
        {
            return ChatErrors.UnknownMessage.ToProblem(http);
        }

        var leaf = await Branch.EndBelowAsync(db, request.MessageId, ct);
        chat.LeafId = leaf;
        if (request.TakeModel && await db.Messages.AsNoTracking().Where(m => m.Id == request.MessageId).Select(m => m.Model).SingleAsync(ct) is { } model)
        {
            chat.Model = model;
        }

        await db.SaveChangesAsync(ct);
        await ChatNews.AnnounceAsync(bus, db, user.WorkspaceId, chat.Id, ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new SelectBranchResponse(leaf));
    }
}
