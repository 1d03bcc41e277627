using AIGenerator.Chat.Attachments;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Live;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Queue;
using AIGenerator.Kernel.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Messages;

internal static class DeleteMessageEndpoints
{
    public static void Map(IEndpointRouteBuilder chat)
    {
        chat.MapDelete("/{chatId:guid}/messages/{messageId:guid}", DeleteAsync)
            .WithName("DeleteMessage").WithSummary("Delete a message with all that follows it; it can come back for ten minutes");
        chat.MapPut("/{chatId:guid}/messages/{messageId:guid}/restoration", RestoreAsync)
            .WithName("RestoreMessage").WithSummary("Bring a deleted message back with all that follows it");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        Guid chatId, Guid messageId, CurrentUser user, AppDb db, INodeBus bus, IQueue queue, IGenerations generations, TimeProvider clock, HttpContext http,
        CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!user.MayWrite() || await ChatLock.TakeAsync(db, chatId, user.WorkspaceId, ct) is not { } chat)
        {
            return ChatErrors.Unknown.ToProblem(http);
        }

        var now = clock.GetUtcNow();
        var deleted = await db.Messages.Where(m => m.Id == messageId && m.ChatId == chatId && m.DeletedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(m => m.DeletedAt, now), ct);
        if (deleted == 0)
        {
            return ChatErrors.UnknownMessage.ToProblem(http);
        }

        chat.LeafId = await LeafWithoutAsync(db, chat, messageId, ct);
        var running = await BelowAsync(db, chatId, messageId, ct);
        queue.Enqueue(new EraseMessage(messageId), now + EraseChat.Grace);
        await db.SaveChangesAsync(ct);
        await ChatNews.AnnounceAsync(bus, db, user.WorkspaceId, chatId, ct);
        await transaction.CommitAsync(ct);
        await RunningReplies.StopAsync(generations, user.WorkspaceId, running, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RestoreAsync(
        Guid chatId, Guid messageId, CurrentUser user, AppDb db, INodeBus bus, HttpContext http, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!user.MayWrite() || await ChatLock.TakeAsync(db, chatId, user.WorkspaceId, ct) is not { } chat)
        {
            return ChatErrors.Unknown.ToProblem(http);
        }

        var restored = await db.Messages.Where(m => m.Id == messageId && m.ChatId == chatId)
            .ExecuteUpdateAsync(row => row.SetProperty(m => m.DeletedAt, (DateTimeOffset?)null), ct);
        if (restored == 0 || !await Branch.IsVisibleAsync(db, chatId, messageId, ct))
        {
            return ChatErrors.UnknownMessage.ToProblem(http);
        }

        chat.LeafId = await Branch.EndBelowAsync(db, messageId, ct);
        await db.SaveChangesAsync(ct);
        await ChatNews.AnnounceAsync(bus, db, user.WorkspaceId, chatId, ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }

    /// <summary>Where the shown branch ends now: as before, or beside what was deleted, or above it.</summary>
    private static async Task<Guid?> LeafWithoutAsync(AppDb db, ChatRow chat, Guid deleted, CancellationToken ct)
    {
        if (chat.LeafId is not { } leaf || !(await Branch.IdsUpAsync(db, leaf, Branch.Longest, null, ct)).Contains(deleted))
        {
            return chat.LeafId;
        }

        var parent = await db.Messages.AsNoTracking().Where(m => m.Id == deleted).Select(m => m.ParentId).SingleAsync(ct);
        var beside = await db.Messages.AsNoTracking().Where(m => m.ChatId == chat.Id && m.ParentId == parent && m.DeletedAt == null)
            .OrderByDescending(m => m.Id).Select(m => (Guid?)m.Id).FirstOrDefaultAsync(ct);
        return beside is { } sibling ? await Branch.EndBelowAsync(db, sibling, ct) : parent;
    }

    private static async Task<IReadOnlyList<Guid>> BelowAsync(AppDb db, Guid chat, Guid deleted, CancellationToken ct)
    {
        List<Guid> below = [];
        foreach (var reply in await RunningReplies.OfAsync(db, chat, ct))
        {
            if ((await Branch.IdsUpAsync(db, reply.Message, Branch.Longest, null, ct)).Contains(deleted))
            {
                below.Add(reply.Generation);
            }
        }

        return below;
    }
}

/// <summary>Erases a message, and all below it, that stayed deleted for ten minutes.</summary>
internal sealed record EraseMessage(Guid MessageId) : IJob
{
    public static string JobName => "chat.erase-message";
}

internal sealed class EraseMessageHandler(AppDb db, AttachmentErasure attachments, TimeProvider clock) : IJobHandler<EraseMessage>
{
    public async Task HandleAsync(EraseMessage job, JobRun run, CancellationToken ct)
    {
        // Restored and deleted again: the later job erases it.
        var before = clock.GetUtcNow() - EraseChat.Grace + TimeSpan.FromSeconds(5);
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            if (await db.Messages.AsNoTracking().Where(m => m.Id == job.MessageId && m.DeletedAt <= before).Select(m => (Guid?)m.ChatId).FirstOrDefaultAsync(ct) is { } chat)
            {
                // The chat before its messages, as whoever ends a reply takes them.
                await db.Database.ExecuteSqlAsync($"select 1 from chat.chats where id = {chat} for update", ct);
                await db.Messages.Where(m => m.Id == job.MessageId && m.DeletedAt <= before).ExecuteDeleteAsync(ct);
                await RunningReplies.CountAgainAsync(db, chat, ct);
            }

            await transaction.CommitAsync(ct);
        }

        await attachments.SweepAsync(ct);
    }
}
