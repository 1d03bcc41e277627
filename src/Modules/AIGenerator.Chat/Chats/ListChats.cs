using System.Globalization;
using System.Linq.Expressions;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Chats;

/// <summary>A chat in the list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Model">Answers the next message.</param>
/// <param name="UpdatedAt">When it last changed.</param>
/// <param name="IsRunning">Whether a reply is being written.</param>
/// <param name="IsPinned">Whether it stays at the top.</param>
/// <param name="IsArchived">Whether it was put away.</param>
/// <param name="IsUnread">Whether a reply ended while nobody had the chat on the screen.</param>
/// <param name="FolderId">The folder it lies in.</param>
public sealed record ChatListItem(
    Guid Id, string Title, string Model, DateTimeOffset UpdatedAt, bool IsRunning, bool IsPinned, bool IsArchived, bool IsUnread, Guid? FolderId)
{
    internal static readonly Expression<Func<ChatRow, ChatListItem>> Of = c => new ChatListItem(
        c.Id, c.Title, c.Model, c.UpdatedAt, c.RunningReplies > 0, c.IsPinned, c.ArchivedAt != null,
        c.RepliedAt != null && (c.SeenAt == null || c.SeenAt < c.RepliedAt), c.FolderId);
}

/// <summary>A page of the list: pinned first, then last changed first.</summary>
/// <param name="Items">Up to 50.</param>
/// <param name="Next">For <c>?after=</c> of the next page; null on the last.</param>
public sealed record ListChatsResponse(IReadOnlyList<ChatListItem> Items, string? Next);

/// <summary>Which chats to list.</summary>
/// <param name="Folder">Only those in this folder.</param>
/// <param name="Pinned">Only pinned ones.</param>
/// <param name="Archived">Only those that were put away; they are in no other list.</param>
internal sealed record ChatFilter(Guid? Folder = null, bool Pinned = false, bool Archived = false);

internal static class ListChatsEndpoint
{
    private const int PageSize = 50;

    public static void Map(IEndpointRouteBuilder chat) => chat.MapGet("/", HandleAsync).WithName("ListChats")
        .WithSummary("The workspace's chats; ?folder=, ?pinned=true or ?archived=true choose among them");

    private static async Task<Ok<ListChatsResponse>> HandleAsync(
        CurrentUser user, AppDb db, string? after, Guid? folder, bool? pinned, bool? archived, CancellationToken ct) =>
        TypedResults.Ok(user.Workspace is { } workspace
            ? await ReadAsync(db, workspace, new ChatFilter(folder, pinned ?? false, archived ?? false), after, ct)
            : new ListChatsResponse([], null));

    internal static async Task<ListChatsResponse> ReadAsync(AppDb db, WorkspaceId workspace, ChatFilter filter, string? after, CancellationToken ct)
    {
        var chats = db.Chats.AsNoTracking().Where(c => c.WorkspaceId == workspace && c.DeletedAt == null && c.ExpiresAt == null);
        chats = filter.Archived ? chats.Where(c => c.ArchivedAt != null) : chats.Where(c => c.ArchivedAt == null);
        chats = filter.Folder is { } folder ? chats.Where(c => c.FolderId == folder) : chats;
        chats = filter.Pinned ? chats.Where(c => c.IsPinned) : chats;
        if (Cursor(after) is var (isPinned, at, id))
        {
            chats = chats.Where(c => (!c.IsPinned && isPinned)
                || (c.IsPinned == isPinned && (c.UpdatedAt < at || (c.UpdatedAt == at && c.Id.CompareTo(id) < 0))));
        }

        var items = await chats.OrderByDescending(c => c.IsPinned).ThenByDescending(c => c.UpdatedAt).ThenByDescending(c => c.Id).Take(PageSize + 1)
            .Select(ChatListItem.Of).ToListAsync(ct);
        if (items.Count <= PageSize)
        {
            return new ListChatsResponse(items, null);
        }

        items.RemoveAt(PageSize);
        var last = items[^1];
        return new ListChatsResponse(items, string.Create(CultureInfo.InvariantCulture, $"{(last.IsPinned ? 1 : 0)}_{last.UpdatedAt.UtcTicks}_{last.Id:N}"));
    }

    private static (bool IsPinned, DateTimeOffset At, Guid Id)? Cursor(string? after)
    {
        var parts = after?.Split('_');
        return parts is ["0" or "1", var ticks, var id]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.UtcTicks
            && Guid.TryParse(id, out var chat)
            ? (parts[0] == "1", new DateTimeOffset(at, TimeSpan.Zero), chat)
            : null;
    }
}
