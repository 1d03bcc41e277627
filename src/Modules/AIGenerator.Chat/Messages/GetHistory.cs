using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Markdown;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Messages;

/// <summary>A chat with its messages, oldest first.</summary>
public sealed record ChatHistoryResponse(Guid Id, string Title, string Model, IReadOnlyList<MessageResponse> Messages);

internal static class GetHistoryEndpoint
{
    public static void Map(IEndpointRouteBuilder chat) => chat.MapGet("/history/{chatId:guid}", HandleAsync)
        .WithName("GetChatHistory").WithSummary("A chat with all its messages");

    private static async Task<Results<Ok<ChatHistoryResponse>, ProblemHttpResult>> HandleAsync(
        Guid chatId, CurrentUser user, AppDb db, ILocalizer texts, HttpContext http, CancellationToken ct) =>
        user.Workspace is { } workspace && await ReadAsync(db, texts, workspace, chatId, ct) is { } history
            ? TypedResults.Ok(history)
            : ChatErrors.Unknown.ToProblem(http);

    internal static async Task<ChatHistoryResponse?> ReadAsync(AppDb db, ILocalizer texts, WorkspaceId workspace, Guid chatId, CancellationToken ct)
    {
        var chat = await db.Chats.AsNoTracking().FirstOrDefaultAsync(c => c.Id == chatId && c.WorkspaceId == workspace && c.DeletedAt == null, ct);
        if (chat is null)
        {
            return null;
        }

        var messages = await db.Messages.AsNoTracking().Where(m => m.ChatId == chatId).OrderBy(m => m.Id).ToListAsync(ct);
        return new ChatHistoryResponse(chat.Id, chat.Title, chat.Model, [.. messages.Select(message => ToResponse(message, texts))]);
    }

    private static MessageResponse ToResponse(MessageRow message, ILocalizer texts) => new(
        message.Id,
        message.ParentId,
        message.Role switch { MessageRole.User => "user", MessageRole.Assistant => "assistant" },
        message.Text,
        message.Role == MessageRole.Assistant ? ChatMarkdown.Render(message.Text) : null,
        message.Reasoning,
        message.Model,
        message.CreatedAt,
        message.GenerationId is { } generation ? ReceiptOf(message, generation, texts) : null);

    private static ReplyReceipt ReceiptOf(MessageRow message, Guid generation, ILocalizer texts) => new(
        generation,
        message.State!.Value.ToString().ToLowerInvariant(),
        message.StopReason?.ToString().ToLowerInvariant(),
        message.CostCredits.Value,
        message.HeldCredits.Value,
        message.DurationMs,
        message.TimeToFirstMs,
        message.ErrorCode is { } code ? new ReplyError(code, texts.Describe(new Error(code, "The reply failed."))) : null,
        message.Provider,
        message.FellBackFrom);
}
