using System.Globalization;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Chats;

/// <summary>A chat in the list.</summary>
public sealed record ChatListItem(Guid Id, string Title, string Model, DateTimeOffset UpdatedAt, bool IsRunning);

/// <summary>A page of the list, last changed first.</summary>
/// <param name="Items">Up to 50.</param>
/// <param name="Next">For <c>?after=</c> of the next page; null on the last.</param>
public sealed record ListChatsResponse(IReadOnlyList<ChatListItem> Items, string? Next);

internal static class ListChatsEndpoint
{
    private const int PageSize = 50;

    public static void Map(IEndpointRouteBuilder chat) => chat.MapGet("/", HandleAsync).WithName("ListChats").WithSummary("The workspace's chats");

    private static async Task<Ok<ListChatsResponse>> HandleAsync(CurrentUser user, AppDb db, string? after, CancellationToken ct) =>
        TypedResults.Ok(user.Workspace is { } workspace ? await ReadAsync(db, workspace, after, ct) : new ListChatsResponse([], null));

    internal static async Task<ListChatsResponse> ReadAsync(AppDb db, WorkspaceId workspace, string? after, CancellationToken ct)
    {
        var chats = db.Chats.AsNoTracking().Where(c => c.WorkspaceId == workspace && c.DeletedAt == null);
        if (Cursor(after) is var (at, id))
        {
            chats = chats.Where(c => c.UpdatedAt < at || (c.UpdatedAt == at && c.Id.CompareTo(id) < 0));
        }

        var items = await chats.OrderByDescending(c => c.UpdatedAt).ThenByDescending(c => c.Id).Take(PageSize + 1)
            .Select(c => new ChatListItem(c.Id, c.Title, c.Model, c.UpdatedAt, c.RunningReplies > 0)).ToListAsync(ct);
        if (items.Count <= PageSize)
        {
            return new ListChatsResponse(items, null);
        }

        items.RemoveAt(PageSize);
        var last = items[^1];
        return new ListChatsResponse(items, string.Create(CultureInfo.InvariantCulture, $"{last.UpdatedAt.UtcTicks}_{last.Id:N}"));
    }

    private static (DateTimeOffset At, Guid Id)? Cursor(string? after)
    {
        var parts = after?.Split('_');
        return parts is [var ticks, var id]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.UtcTicks
            && Guid.TryParse(id, out var chat)
            ? (new DateTimeOffset(at, TimeSpan.Zero), chat)
            : null;
    }
}
