using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Live;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Compare;

/// <summary>Body of <c>PUT /api/chat/{chatId}/comparisons/{comparisonId}/vote</c>.</summary>
/// <param name="MessageId">The best answer; null takes the vote back.</param>
public sealed record VoteRequest(Guid? MessageId);

internal static class VoteEndpoint
{
    public static void Map(IEndpointRouteBuilder chat) => chat.MapPut("/{chatId:guid}/comparisons/{comparisonId:guid}/vote", HandleAsync)
        .WithName("VoteForAnswer").WithSummary("Say which answer of a comparison is the best; one has the vote, and it can move");

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid chatId, Guid comparisonId, VoteRequest request, CurrentUser user, AppDb db, INodeBus bus, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!user.MayWrite() || await ChatLock.TakeAsync(db, chatId, user.WorkspaceId, ct) is null)
        {
            return ChatErrors.Unknown.ToProblem(http);
        }

        var answers = db.Messages.Where(m => m.ChatId == chatId && m.ComparisonId == comparisonId && m.DeletedAt == null);
        var states = await answers.AsNoTracking().Select(m => new { m.Id, m.State }).ToListAsync(ct);
        if (states.Count == 0 || (request.MessageId is { } named && states.TrueForAll(answer => answer.Id != named)))
        {
            return ChatErrors.UnknownComparison.ToProblem(http);
        }

        if (request.MessageId is { } voted && states.Find(answer => answer.Id == voted)!.State != GenerationState.Succeeded)
        {
            return ChatErrors.NothingToVoteFor.ToProblem(http);
        }

        // Also of answers that were deleted: there is one vote.
        await db.Messages.Where(m => m.ChatId == chatId && m.ComparisonId == comparisonId && m.VotedAt != null && m.Id != request.MessageId)
            .ExecuteUpdateAsync(row => row.SetProperty(m => m.VotedAt, (DateTimeOffset?)null), ct);
        if (request.MessageId is { } best)
        {
            var now = clock.GetUtcNow();
            await db.Messages.Where(m => m.Id == best && m.VotedAt == null).ExecuteUpdateAsync(row => row.SetProperty(m => m.VotedAt, now), ct);
        }

        await ChatNews.AnnounceAsync(bus, db, user.WorkspaceId, chatId, ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
