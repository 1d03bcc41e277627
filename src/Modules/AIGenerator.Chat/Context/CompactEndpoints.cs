using System.ComponentModel.DataAnnotations;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Live;
using AIGenerator.Chat.Messages;
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
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Context;

/// <summary>Body of <c>POST /api/chat/{chatId}/compact</c>.</summary>
/// <param name="MessageId">The last message to sum up; the end of the shown branch when null.</param>
/// <param name="Model">Who writes the summary, by catalogue id; the chat's model when null.</param>
public sealed record CompactRequest(Guid? MessageId = null, [property: StringLength(TextModel.LongestId)] string? Model = null);

/// <summary>An accepted summary; it arrives on the live topic <c>generation:{generationId}</c>.</summary>
/// <param name="ChatId">The chat.</param>
/// <param name="SummaryId">The summary.</param>
/// <param name="MessageId">The last message that it covers.</param>
/// <param name="GenerationId">Its generation; equals the idempotency key.</param>
/// <param name="Model">Who writes it.</param>
/// <param name="Messages">How many messages it covers.</param>
/// <param name="HeldCredits">Set aside; the most that it can cost.</param>
public sealed record CompactResponse(Guid ChatId, Guid SummaryId, Guid MessageId, Guid GenerationId, string Model, int Messages, long HeldCredits);

/// <summary>A price before the click.</summary>
/// <param name="Model">Who would write it.</param>
/// <param name="Messages">How many messages it would cover.</param>
/// <param name="ExpectedCredits">For a summary of usual length.</param>
/// <param name="AtMostCredits">What would be held.</param>
public sealed record CompactPriceResponse(string Model, int Messages, long ExpectedCredits, long AtMostCredits);

/// <summary>Summaries over the wire: begin one, ask its price, take one away and bring it back.</summary>
internal static class CompactEndpoints
{
    public static void Map(IEndpointRouteBuilder chat)
    {
        chat.MapPost("/{chatId:guid}/compact", BeginAsync).WithName("CompactChat").WithSummary("Sum up the shown branch; models are told the summary instead of it");
        chat.MapGet("/{chatId:guid}/compact", PriceAsync).WithName("CompactChatPrice").WithSummary("What a summary would cost");
        chat.MapDelete("/{chatId:guid}/summaries/{summaryId:guid}", (Guid chatId, Guid summaryId, CurrentUser user, AppDb db, INodeBus bus, IQueue queue, TimeProvider clock, HttpContext http, CancellationToken ct) =>
            SetAsync(chatId, summaryId, clock.GetUtcNow(), user, db, bus, queue, http, ct)).WithName("DeleteSummary").WithSummary("Take a summary away, and models are told its messages again; it can come back for ten minutes");
        chat.MapPut("/{chatId:guid}/summaries/{summaryId:guid}/restoration", (Guid chatId, Guid summaryId, CurrentUser user, AppDb db, INodeBus bus, IQueue queue, HttpContext http, CancellationToken ct) =>
            SetAsync(chatId, summaryId, null, user, db, bus, queue, http, ct)).WithName("RestoreSummary").WithSummary("Bring a summary back");
    }

    private static async Task<Results<Accepted<CompactResponse>, ProblemHttpResult>> BeginAsync(
        Guid chatId, CompactRequest request, [FromHeader(Name = "Idempotency-Key")] string? key, CompactChat compact, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        if (!IdempotencyKey.Read(key, clock).Ok(out var id, out var wrongKey))
        {
            return wrongKey.ToProblem(http);
        }

        var result = await compact.BeginAsync(id, chatId, request, ct);
        return result.Ok(out var accepted, out var refusal) ? TypedResults.Accepted($"/api/chat/history/{chatId}", accepted) : refusal.ToProblem(http);
    }

    private static async Task<Results<Ok<CompactPriceResponse>, ProblemHttpResult>> PriceAsync(
        Guid chatId, CompactChat compact, HttpContext http, CancellationToken ct, Guid? messageId = null, string? model = null)
    {
        var result = await compact.PriceAsync(chatId, new CompactRequest(messageId, model), ct);
        return result.Ok(out var price, out var refusal) ? TypedResults.Ok(price) : refusal.ToProblem(http);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SetAsync(
        Guid chatId, Guid summaryId, DateTimeOffset? deletedAt, CurrentUser user, AppDb db, INodeBus bus, IQueue queue, HttpContext http, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!user.MayWrite() || await ChatLock.TakeAsync(db, chatId, user.WorkspaceId, ct) is null)
        {
            return ChatErrors.Unknown.ToProblem(http);
        }

        // One that is being written is stopped first, as a reply is.
        var changed = await db.Summaries.Where(s => s.Id == summaryId && s.ChatId == chatId && s.State != GenerationState.Running && s.State != GenerationState.Queued)
            .ExecuteUpdateAsync(row => row.SetProperty(s => s.DeletedAt, deletedAt), ct);
        if (changed == 0)
        {
            return ChatErrors.UnknownMessage.ToProblem(http);
        }

        if (deletedAt is { } at)
        {
            queue.Enqueue(new EraseSummary(summaryId), at + EraseChat.Grace);
            await db.SaveChangesAsync(ct);
        }

        await ChatNews.AnnounceAsync(bus, db, user.WorkspaceId, chatId, ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}

/// <summary>Erases a summary that stayed away for ten minutes.</summary>
internal sealed record EraseSummary(Guid SummaryId) : IJob
{
    public static string JobName => "chat.erase-summary";
}

internal sealed class EraseSummaryHandler(AppDb db, TimeProvider clock) : IJobHandler<EraseSummary>
{
    public async Task HandleAsync(EraseSummary job, JobRun run, CancellationToken ct)
    {
        // Brought back and taken away again: the later job erases it.
        var before = clock.GetUtcNow() - EraseChat.Grace + TimeSpan.FromSeconds(5);
        await db.Summaries.Where(s => s.Id == job.SummaryId && s.DeletedAt <= before).ExecuteDeleteAsync(ct);
    }
}
