using AIGenerator.Chat.Attachments;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Context;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Results;
using AIGenerator.Models;
using AIGenerator.Wallet;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Messages;

/// <summary>A price before the click.</summary>
/// <param name="ExpectedCredits">For an answer of usual length.</param>
/// <param name="AtMostCredits">What would be held; the answer stops before it costs more.</param>
/// <param name="AvailableCredits">What the workspace can spend now.</param>
public sealed record EstimatePriceResponse(long ExpectedCredits, long AtMostCredits, long AvailableCredits);

internal static class EstimatePriceEndpoint
{
    public static void Map(IEndpointRouteBuilder chat) => chat.MapPost("/estimate", HandleAsync)
        .WithName("EstimateChatPrice").WithSummary("What a message would cost");

    private static async Task<Results<Ok<EstimatePriceResponse>, ProblemHttpResult>> HandleAsync(
        PostMessageRequest request, CurrentUser user, AppDb db, IModelCatalogue models, ITextGenerations texts, IWallet wallet,
        Conversation conversation, MessageAttachments attachments, HttpContext http, CancellationToken ct)
    {
        var workspace = user.Workspace ?? default;
        var chat = await db.Chats.AsNoTracking().FirstOrDefaultAsync(c => c.Id == request.ChatId && c.WorkspaceId == workspace && c.DeletedAt == null, ct);
        if (request.ChatId is not null && chat is null)
        {
            return ChatErrors.Unknown.ToProblem(http);
        }

        var asked = request.Model ?? chat?.Model ?? models.Default.Id;
        if (models.Resolve(asked) is not { } model)
        {
            return ChatErrors.UnknownModel(asked).ToProblem(http);
        }

        var available = user.Workspace is { } known ? (await wallet.BalanceOfAsync(known, ct)).Available : Credits.Zero;
        if (model.IsFree)
        {
            return TypedResults.Ok(new EstimatePriceResponse(0, 0, available.Value));
        }

        var isKnown = chat is not null && request.ParentId is { } parent && await Branch.IsVisibleAsync(db, chat.Id, parent, ct);
        var files = await attachments.FindAsync(request.Attachments, user, ct);
        var prompt = await conversation.PromptAsync(isKnown ? request.ParentId : chat?.LeafId, request.Message, files, AnswerWish.Plain, chat is null ? request.Settings : ChatSettings.Of(chat), model, ct);
        var price = texts.Estimate(model, prompt.Tokens);
        return TypedResults.Ok(new EstimatePriceResponse(price.Expected.Value, price.AtMost.Value, available.Value));
    }
}
