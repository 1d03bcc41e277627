using AIGenerator.Chat.Compare;
using AIGenerator.Chat.Context;
using AIGenerator.Chat.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AIGenerator.Chat.Pages;

/// <summary>Pieces of a conversation as the page shows them, written by the same components: windows of a branch, and single messages.</summary>
internal static class ThreadFragments
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/chat/{chatId:guid}/messages", WindowAsync).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapGet("/chat/{chatId:guid}/messages/{messageId:guid}", MessageAsync).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapGet("/chat/{chatId:guid}/messages/{messageId:guid}/comparison", ComparisonAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<Results<RazorComponentResult<ChatThread>, NotFound>> WindowAsync(
        Guid chatId, ChatReader reader, CancellationToken ct, Guid? before = null, Guid? after = null, Guid? around = null, Guid? leaf = null)
    {
        var chat = await reader.ChatAsync(chatId, new HistoryWindow(before, after, around, leaf), ct);
        return chat is null ? TypedResults.NotFound() : new RazorComponentResult<ChatThread>(new { Chat = chat });
    }

    private static async Task<Results<RazorComponentResult<ChatComparison>, NotFound>> ComparisonAsync(
        Guid chatId, Guid messageId, ChatReader reader, CancellationToken ct) =>
        await reader.ComparisonAsync(chatId, messageId, ct) is { } message
            ? new RazorComponentResult<ChatComparison>(new { Message = message })
            : TypedResults.NotFound();

    // The receipt of an answer, or of a summary, that has just ended.
    private static async Task<Results<RazorComponentResult<ChatMessage>, RazorComponentResult<SummaryCard>, NotFound>> MessageAsync(
        Guid chatId, Guid messageId, ChatReader reader, CancellationToken ct)
    {
        var chat = await reader.ChatAsync(chatId, new HistoryWindow(Around: messageId, Size: 1), ct);
        var message = chat?.Messages.FirstOrDefault(message => message.Id == messageId);
        if (message is not null)
        {
            return new RazorComponentResult<ChatMessage>(new { Message = message });
        }

        return await reader.SummaryAsync(chatId, messageId, ct) is { } summary ? new RazorComponentResult<SummaryCard>(new { Summary = summary }) : TypedResults.NotFound();
    }
}
