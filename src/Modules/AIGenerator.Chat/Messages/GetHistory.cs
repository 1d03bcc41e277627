using System.ComponentModel.DataAnnotations;
using AIGenerator.Chat.Context;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AIGenerator.Chat.Messages;

/// <summary>A part of one branch of a chat, oldest message first.</summary>
/// <param name="Id">The chat.</param>
/// <param name="Title">Its title.</param>
/// <param name="Model">The catalogue id that answers the next message.</param>
/// <param name="LeafId">The last message of the branch; null in a chat without messages.</param>
/// <param name="HasEarlier">There are messages before the first one here: ask again with <c>before</c>.</param>
/// <param name="HasLater">There are messages after the last one here: ask again with <c>after</c>.</param>
/// <param name="Messages">The messages.</param>
public sealed record ChatHistoryResponse(
    Guid Id, string Title, string Model, Guid? LeafId, bool HasEarlier, bool HasLater, IReadOnlyList<MessageResponse> Messages)
{
    /// <summary>Summaries that stand behind these messages, in their order.</summary>
    public IReadOnlyList<SummaryResponse> Summaries { get; init; } = [];

    /// <summary>What the chat tells its models beside the conversation.</summary>
    public ChatSettingsResponse Settings { get; init; } = new(null, "balanced");

    /// <summary>When a temporary chat is erased; null for one that stays.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What the chat has cost so far.</summary>
    public long SpentCredits { get; init; }
}

internal static class GetHistoryEndpoint
{
    public static void Map(IEndpointRouteBuilder chat) => chat.MapGet("/history/{chatId:guid}", HandleAsync)
        .WithName("GetChatHistory").WithSummary("The newest messages of the branch that a chat shows; earlier ones by before");

    private static async Task<Results<Ok<ChatHistoryResponse>, ProblemHttpResult>> HandleAsync(
        Guid chatId, CurrentUser user, AppDb db, ILocalizer texts, HttpContext http, CancellationToken ct,
        Guid? before = null, Guid? after = null, Guid? around = null, Guid? leaf = null, [Range(1, HistoryWindow.Largest)] int limit = 100) =>
        user.Workspace is { } workspace
            && await ReadHistory.FromAsync(db, texts, workspace, chatId, new HistoryWindow(before, after, around, leaf, limit), ct) is { } history
            ? TypedResults.Ok(history)
            : ChatErrors.Unknown.ToProblem(http);
}
