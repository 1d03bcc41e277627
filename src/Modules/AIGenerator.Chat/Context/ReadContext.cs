using AIGenerator.Chat.Asking;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Messages;
using AIGenerator.Chat.Web;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Context;

/// <summary>How much of a model's memory a conversation takes. All counts of tokens are estimates: each vendor counts in its own way.</summary>
/// <param name="Model">The model in question.</param>
/// <param name="UsedTokens">Instructions, summary and conversation, also what finds no room.</param>
/// <param name="RoomTokens">What of them can be told: the model's context without what is kept for an answer.</param>
/// <param name="LimitTokens">The model's context.</param>
/// <param name="IsCut">Whether older messages are not told any more.</param>
/// <param name="BeginsAt">The first message that is told, where older ones are not.</param>
/// <param name="UntoldMessages">How many are not told, and not summed up either.</param>
/// <param name="SummaryId">The summary that is told in place of what it covers.</param>
/// <param name="SpentCredits">What the chat has cost so far.</param>
public sealed record ContextResponse(
    string Model, int UsedTokens, int RoomTokens, int LimitTokens, bool IsCut, Guid? BeginsAt, int UntoldMessages, Guid? SummaryId, long SpentCredits);

internal static class ReadContextEndpoint
{
    public static void Map(IEndpointRouteBuilder chat) => chat.MapGet("/{chatId:guid}/context", HandleAsync)
        .WithName("GetChatContext").WithSummary("How much of a model's memory the chat takes, what it is not told any more, and what the chat has cost");

    private static async Task<Results<Ok<ContextResponse>, ProblemHttpResult>> HandleAsync(
        Guid chatId, CurrentUser user, AppDb db, IModelCatalogue models, Conversation conversation, HttpContext http, CancellationToken ct,
        string? model = null, Guid? leaf = null)
    {
        var workspace = user.Workspace ?? default;
        if (await db.Chats.AsNoTracking().FirstOrDefaultAsync(c => c.Id == chatId && c.WorkspaceId == workspace && c.DeletedAt == null, ct) is not { } chat)
        {
            return ChatErrors.Unknown.ToProblem(http);
        }

        var asked = model ?? chat.Model;
        if (models.Resolve(asked) is not { } answering)
        {
            return ChatErrors.UnknownModel(asked).ToProblem(http);
        }

        var end = leaf is { } named && await Branch.IsVisibleAsync(db, chat.Id, named, ct) ? named : chat.LeafId;
        var prompt = await conversation.PromptAsync(end, "", [], AnswerWish.Plain, ChatSettings.Of(chat), answering, WebFindings.None, ct);
        return TypedResults.Ok(new ContextResponse(
            answering.Id, prompt.WholeTokens, Memory.RoomOf(answering), answering.ContextTokens, prompt.IsCut, prompt.Begins,
            prompt.IsCut ? await UntoldAsync(db, end, prompt, ct) : 0, prompt.Summary, chat.SpentCredits.Value));
    }

    private static async Task<int> UntoldAsync(AppDb db, Guid? end, ConversationPrompt prompt, CancellationToken ct)
    {
        var border = prompt.Summary is { } summary
            ? await db.Summaries.AsNoTracking().Where(s => s.Id == summary).Select(s => (Guid?)s.MessageId).FirstOrDefaultAsync(ct)
            : null;
        var branch = end is { } leaf ? await Branch.IdsUpAsync(db, leaf, Branch.Longest, border, ct) : [];
        return branch.Count(id => prompt.Begins is null || id < prompt.Begins);
    }
}
