using System.ComponentModel.DataAnnotations;
using AIGenerator.Chat.Asking;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AIGenerator.Chat.Messages;

/// <summary>Body of <c>POST /api/chat/{chatId}/messages/{messageId}/answers</c>.</summary>
/// <param name="Model">The catalogue id that answers; the chat's own when null.</param>
/// <param name="Wish"><c>plain</c> (default), <c>shorter</c>, <c>longer</c>, or <c>continue</c> for the rest of an answer that ended too early.</param>
public sealed record AnswerAgainRequest([property: StringLength(200)] string? Model = null, [property: StringLength(20)] string? Wish = null);

internal static class AnswerAgainEndpoint
{
    public static void Map(IEndpointRouteBuilder chat) => chat.MapPost("/{chatId:guid}/messages/{messageId:guid}/answers", HandleAsync)
        .WithName("AnswerAgain").WithSummary("Another answer to a message, beside those that are there, or the rest of one");

    private static async Task<Results<Accepted<PostMessageResponse>, ProblemHttpResult>> HandleAsync(
        Guid chatId,
        Guid messageId,
        AnswerAgainRequest request,
        [FromHeader(Name = "Idempotency-Key")] string? key,
        CurrentUser user,
        AskHandler handler,
        TimeProvider clock,
        HttpContext http,
        CancellationToken ct)
    {
        if (!IdempotencyKey.Read(key, clock).Ok(out var id, out var wrongKey))
        {
            return wrongKey.ToProblem(http);
        }

        if (!AnswerWishes.TryParse(request.Wish, out var wish))
        {
            return ChatErrors.UnknownWish.ToProblem(http);
        }

        if (user.Workspace is null)
        {
            return ChatErrors.Unknown.ToProblem(http);
        }

        var result = await handler.HandleAsync(id, user, new Ask(chatId, request.Model, null, About: messageId, Wish: wish), ct);
        return result.Ok(out var accepted, out var error)
            ? TypedResults.Accepted($"/api/chat/history/{accepted.ChatId}", accepted)
            : error.ToProblem(http);
    }
}
