using AIGenerator.Chat.Asking;
using AIGenerator.Chat.Attachments;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Compare;
using AIGenerator.Chat.Context;
using AIGenerator.Chat.Drawing;
using AIGenerator.Chat.Web;
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
/// <param name="Models">For a comparison, whose sums the fields above are: the part of each model, in the order of the request.</param>
public sealed record EstimatePriceResponse(long ExpectedCredits, long AtMostCredits, long AvailableCredits, IReadOnlyList<ModelPart>? Models = null);

/// <summary>What one model of a comparison would cost.</summary>
/// <param name="Model">Its catalogue id, as asked for.</param>
/// <param name="ExpectedCredits">For an answer of usual length.</param>
/// <param name="AtMostCredits">What would be held for it; less where the balance is shared.</param>
public sealed record ModelPart(string Model, long ExpectedCredits, long AtMostCredits);

internal static class EstimatePriceEndpoint
{
    public static void Map(IEndpointRouteBuilder chat) => chat.MapPost("/estimate", HandleAsync)
        .WithName("EstimateChatPrice").WithSummary("What a message would cost");

    private static async Task<Results<Ok<EstimatePriceResponse>, ProblemHttpResult>> HandleAsync(
        PostMessageRequest request, CurrentUser user, AppDb db, IModelCatalogue models, AnsweringModels answering, ITextGenerations texts, IWallet wallet,
        Conversation conversation, MessageAttachments attachments, WebSources web, Artists artists, HttpContext http, CancellationToken ct)
    {
        var workspace = user.Workspace ?? default;
        var chat = await db.Chats.AsNoTracking().FirstOrDefaultAsync(c => c.Id == request.ChatId && c.WorkspaceId == workspace && c.DeletedAt == null, ct);
        if (request.ChatId is not null && chat is null)
        {
            return ChatErrors.Unknown.ToProblem(http);
        }

        var available = user.Workspace is { } known ? (await wallet.BalanceOfAsync(known, ct)).Available : Credits.Zero;
        if (await artists.OfAsync(request.ToAsk(), ct) is { } artist)
        {
            var (expected, atMost) = artist.Model.PriceOf(quality: null, count: 1);
            return TypedResults.Ok(new EstimatePriceResponse(expected.Value, atMost.Value, available.Value));
        }

        if (!answering.For(request.ToAsk(), chat?.Model ?? models.Default.Id, isVisitor: false).Ok(out var chosen, out var unusable))
        {
            return unusable.ToProblem(http);
        }

        var fee = request.Web && web.IsFor(user) ? web.Price : Credits.Zero;
        var isKnown = chat is not null && request.ParentId is { } parent && await Branch.IsVisibleAsync(db, chat.Id, parent, ct);
        var files = chosen.Models.All(model => model.IsFree) ? [] : await attachments.FindAsync(request.Attachments, user, ct);
        List<ModelPart> parts = [];
        for (var i = 0; i < chosen.Models.Count; i++)
        {
            var (model, price) = (chosen.Models[i], new PriceEstimate(Credits.Zero, Credits.Zero));
            if (!model.IsFree)
            {
                var settings = chat is null ? request.Settings : ChatSettings.Of(chat);
                var prompt = await conversation.PromptAsync(isKnown ? request.ParentId : chat?.LeafId, request.Message, files, AnswerWish.Plain, settings, model, WebFindings.None, ct);
                price = texts.Estimate(model, prompt.Tokens + (request.Web ? WebFindings.UsualTokens : 0));
            }

            var once = i == 0 ? fee : Credits.Zero;
            parts.Add(new ModelPart(chosen.Asked[i] ?? model.Id, (price.Expected + once).Value, (price.AtMost + once).Value));
        }

        return TypedResults.Ok(new EstimatePriceResponse(
            parts.Sum(part => part.ExpectedCredits), parts.Sum(part => part.AtMostCredits), available.Value, parts.Count > 1 ? parts : null));
    }
}
