using AIGenerator.Chat.Live;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace AIGenerator.Chat.Chats;

/// <summary>Where a chat is kept: pinned, archived, read. Each is a resource of the chat; asking twice changes nothing more.</summary>
internal sealed class KeepChat(AppDb db, INodeBus bus, TimeProvider clock, CurrentUser user)
{
    public static void Map(IEndpointRouteBuilder chat)
    {
        chat.MapPut("/{chatId:guid}/pin", (Guid chatId, KeepChat keep, HttpContext http, CancellationToken ct) =>
            keep.SetAsync(chatId, row => row.SetProperty(c => c.IsPinned, true), http, ct)).WithName("PinChat").WithSummary("Keep a chat at the top of the list");
        chat.MapDelete("/{chatId:guid}/pin", (Guid chatId, KeepChat keep, HttpContext http, CancellationToken ct) =>
            keep.SetAsync(chatId, row => row.SetProperty(c => c.IsPinned, false), http, ct)).WithName("UnpinChat").WithSummary("Let a chat go down the list again");
        chat.MapPut("/{chatId:guid}/archival", (Guid chatId, KeepChat keep, HttpContext http, CancellationToken ct) =>
            keep.ArchiveAsync(chatId, http, ct)).WithName("ArchiveChat").WithSummary("Put a chat away; search still finds it");
        chat.MapDelete("/{chatId:guid}/archival", (Guid chatId, KeepChat keep, HttpContext http, CancellationToken ct) =>
            keep.SetAsync(chatId, row => row.SetProperty(c => c.ArchivedAt, (DateTimeOffset?)null), http, ct)).WithName("UnarchiveChat").WithSummary("Take a chat out of the archive");
        chat.MapPut("/{chatId:guid}/seen", (Guid chatId, KeepChat keep, HttpContext http, CancellationToken ct) =>
            keep.SeenAsync(chatId, http, ct)).WithName("SeeChat").WithSummary("Say that the chat's replies were on the screen");
    }

    private Task<Results<NoContent, ProblemHttpResult>> ArchiveAsync(Guid chat, HttpContext http, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return SetAsync(chat, row => row.SetProperty(c => c.ArchivedAt, c => c.ArchivedAt ?? now), http, ct);
    }

    // Whoever may read has seen it, viewers too; it is the workspace's mark, not each member's.
    private async Task<Results<NoContent, ProblemHttpResult>> SeenAsync(Guid chat, HttpContext http, CancellationToken ct)
    {
        var (now, workspace) = (clock.GetUtcNow(), user.Workspace ?? default);
        var changed = await db.Chats.Where(c => c.Id == chat && c.WorkspaceId == workspace && c.DeletedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(c => c.SeenAt, now), ct);
        return await DoneAsync(changed, chat, http, ct);
    }

    private async Task<Results<NoContent, ProblemHttpResult>> SetAsync(
        Guid chat, Action<UpdateSettersBuilder<ChatRow>> change, HttpContext http, CancellationToken ct) =>
        await DoneAsync(await db.ChatOf(user, chat).ExecuteUpdateAsync(change, ct), chat, http, ct);

    private async Task<Results<NoContent, ProblemHttpResult>> DoneAsync(int changed, Guid chat, HttpContext http, CancellationToken ct)
    {
        if (changed == 0)
        {
            return ChatErrors.Unknown.ToProblem(http);
        }

        await ChatNews.AnnounceAsync(bus, db, user.WorkspaceId, chat, ct);
        return TypedResults.NoContent();
    }
}
