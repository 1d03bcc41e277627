using AIGenerator.Chat.Attachments;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Live;
using AIGenerator.Chat.Messages;
using AIGenerator.Chat.Search;
using AIGenerator.Chat.Titles;
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

namespace AIGenerator.Chat.Temporary;

/// <summary>Chats that are in no list and in no search, and are erased a day after their last message: <c>chats.expires_at</c> says when.</summary>
internal sealed class TemporaryChats(AppDb db, INodeBus bus, IQueue queue, IGenerations generations, TitleModels titles, CurrentUser user)
{
    /// <summary>How long one stays after its last message.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    public static void Map(IEndpointRouteBuilder chat)
    {
        chat.MapPut("/{chatId:guid}/kept", (Guid chatId, TemporaryChats chats, HttpContext http, CancellationToken ct) => chats.KeepAsync(chatId, http, ct))
            .WithName("KeepTemporaryChat").WithSummary("Turn a temporary chat into one that stays");
        chat.MapPut("/{chatId:guid}/ended", (Guid chatId, TemporaryChats chats, HttpContext http, CancellationToken ct) => chats.EndAsync(chatId, http, ct))
            .WithName("EndTemporaryChat").WithSummary("Erase a temporary chat at once; it cannot come back");
    }

    private async Task<Results<NoContent, ProblemHttpResult>> KeepAsync(Guid chatId, HttpContext http, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!user.MayWrite() || await ChatLock.TakeAsync(db, chatId, user.WorkspaceId, ct) is not { ExpiresAt: not null } chat)
        {
            return ChatErrors.NotTemporary.ToProblem(http);
        }

        chat.ExpiresAt = null;
        chat.IsSearchStale = true;
        queue.Enqueue(new IndexChat(chatId));
        var first = await db.Messages.AsNoTracking().Where(m => m.ChatId == chatId && m.Role == MessageRole.Assistant && m.DeletedAt == null && m.State == GenerationState.Succeeded)
            .OrderBy(m => m.Id).Select(m => new { m.Provider, m.Model }).FirstOrDefaultAsync(ct);
        if (first?.Provider is { } provider && titles.For(provider, first.Model!) is not null)
        {
            queue.Enqueue(new SuggestTitle(chatId, provider, first.Model!));
        }

        await db.SaveChangesAsync(ct);
        await ChatNews.AnnounceAsync(bus, db, user.WorkspaceId, chatId, ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }

    private async Task<Results<NoContent, ProblemHttpResult>> EndAsync(Guid chatId, HttpContext http, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!user.MayWrite() || await ChatLock.TakeAsync(db, chatId, user.WorkspaceId, ct) is not { ExpiresAt: not null })
        {
            return ChatErrors.NotTemporary.ToProblem(http);
        }

        // Stopped after the rows are gone: what was delivered is paid, and there is nowhere left to keep it.
        var running = await RunningReplies.OfAsync(db, chatId, ct);
        await db.Chats.Where(c => c.Id == chatId).ExecuteDeleteAsync(ct);
        queue.Enqueue(new AttachmentSweep());
        await db.SaveChangesAsync(ct);
        await ChatNews.AnnounceAsync(bus, db, user.WorkspaceId, chatId, ct);
        await transaction.CommitAsync(ct);
        await RunningReplies.StopAsync(generations, user.WorkspaceId, running.Select(reply => reply.Generation), ct);
        return TypedResults.NoContent();
    }
}
