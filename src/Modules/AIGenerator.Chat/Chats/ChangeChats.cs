using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using AIGenerator.Chat.Live;
using AIGenerator.Chat.Messages;
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

namespace AIGenerator.Chat.Chats;

/// <summary>Words alone: a number would name a change that there is not.</summary>
internal sealed class ChatsChangeWords() : JsonStringEnumConverter<ChatsChange>(namingPolicy: null, allowIntegerValues: false);

/// <summary>What to do with many chats at once.</summary>
[JsonConverter(typeof(ChatsChangeWords))]
public enum ChatsChange
{
    /// <summary>Deletes them; for ten minutes they can come back.</summary>
    [JsonStringEnumMemberName("delete")]
    Delete,

    /// <summary>Brings deleted ones back.</summary>
    [JsonStringEnumMemberName("restore")]
    Restore,

    /// <summary>Puts them away.</summary>
    [JsonStringEnumMemberName("archive")]
    Archive,

    /// <summary>Takes them out of the archive.</summary>
    [JsonStringEnumMemberName("unarchive")]
    Unarchive,

    /// <summary>Moves them into <c>folderId</c>, or out of any folder where that is null.</summary>
    [JsonStringEnumMemberName("move")]
    Move,
}

/// <summary>Body of <c>POST /api/chat/bulk</c>.</summary>
/// <param name="Ids">1 to 500 chats.</param>
/// <param name="Change">What to do with them.</param>
/// <param name="FolderId">Where to, for <c>move</c>.</param>
public sealed record ChangeChatsRequest([property: Required, MinLength(1), MaxLength(500)] IReadOnlyList<Guid> Ids, ChatsChange Change, Guid? FolderId = null);

/// <summary>What came of it.</summary>
/// <param name="Changed">The chats that changed. Others were not there (any more) or were so already; asking again is harmless.</param>
public sealed record ChangeChatsResponse(IReadOnlyList<Guid> Changed);

/// <summary><c>POST /api/chat/bulk</c>: all of the chats that can change do, in one transaction.</summary>
internal sealed class ChangeChats(AppDb db, INodeBus bus, IQueue queue, IGenerations generations, TimeProvider clock, CurrentUser user)
{
    // More news than this are told as one: look again.
    private const int MostNews = 20;

    public static void Map(IEndpointRouteBuilder chat) => chat
        .MapPost("/bulk", (ChangeChatsRequest request, ChangeChats change, HttpContext http, CancellationToken ct) => change.HandleAsync(request, http, ct))
        .WithName("ChangeChats").WithSummary("Delete, restore, archive or move many chats at once");

    private async Task<Results<Ok<ChangeChatsResponse>, ProblemHttpResult>> HandleAsync(ChangeChatsRequest request, HttpContext http, CancellationToken ct)
    {
        var result = await ApplyAsync(request, ct);
        return result.Ok(out var changed, out var refusal) ? TypedResults.Ok(new ChangeChatsResponse(changed)) : refusal.ToProblem(http);
    }

    /// <summary>The ids that changed.</summary>
    public async Task<Result<List<Guid>>> ApplyAsync(ChangeChatsRequest request, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (request is { Change: ChatsChange.Move, FolderId: { } folder })
        {
            // Kept from being deleted until the chats are in it.
            var workspace = (user.Workspace ?? default).Value;
            var isThere = await db.Database.SqlQuery<Guid>(
                $"""select id as "Value" from chat.folders where id = {folder} and workspace_id = {workspace} for key share""").ToListAsync(ct);
            if (isThere.Count == 0)
            {
                return ChatErrors.UnknownFolder;
            }
        }

        var wanted = request.Ids.ToArray();
        var ids = await Changing(db.ChatsOf(user).Where(c => wanted.Contains(c.Id)), request).OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(ct);
        await UpdateAsync(Changing(db.ChatsOf(user).Where(c => ids.Contains(c.Id)), request), request, now, ct);
        if (request.Change == ChatsChange.Delete)
        {
            ids.ForEach(id => queue.Enqueue(new EraseChat(id), now + EraseChat.Grace));
            await db.SaveChangesAsync(ct);
        }

        foreach (var id in ids.Count > MostNews ? [ChatNews.Several] : ids)
        {
            await ChatNews.AnnounceAsync(bus, db, user.WorkspaceId, id, ct);
        }

        // Read under the rows' locks: a message that came in before has started a reply that must be stopped.
        var running = request.Change == ChatsChange.Delete ? await RunningReplies.OfAsync(db, ids, ct) : [];
        await transaction.CommitAsync(ct);
        await RunningReplies.StopAsync(generations, user.WorkspaceId, running.Select(reply => reply.Generation), ct);
        return ids;
    }

    private static IQueryable<ChatRow> Changing(IQueryable<ChatRow> chats, ChangeChatsRequest request) => request.Change switch
    {
        ChatsChange.Delete => chats.Where(c => c.DeletedAt == null),
        ChatsChange.Restore => chats.Where(c => c.DeletedAt != null),
        ChatsChange.Archive => chats.Where(c => c.DeletedAt == null && c.ArchivedAt == null),
        ChatsChange.Unarchive => chats.Where(c => c.DeletedAt == null && c.ArchivedAt != null),
        ChatsChange.Move => chats.Where(c => c.DeletedAt == null && c.FolderId != request.FolderId),
    };

    private static Task<int> UpdateAsync(IQueryable<ChatRow> chats, ChangeChatsRequest request, DateTimeOffset now, CancellationToken ct) => request.Change switch
    {
        ChatsChange.Delete => chats.ExecuteUpdateAsync(row => row.SetProperty(c => c.DeletedAt, now), ct),
        ChatsChange.Restore => chats.ExecuteUpdateAsync(row => row.SetProperty(c => c.DeletedAt, (DateTimeOffset?)null), ct),
        ChatsChange.Archive => chats.ExecuteUpdateAsync(row => row.SetProperty(c => c.ArchivedAt, now), ct),
        ChatsChange.Unarchive => chats.ExecuteUpdateAsync(row => row.SetProperty(c => c.ArchivedAt, (DateTimeOffset?)null), ct),
        ChatsChange.Move => chats.ExecuteUpdateAsync(row => row.SetProperty(c => c.FolderId, request.FolderId), ct),
    };
}
