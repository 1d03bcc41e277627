using System.Runtime.CompilerServices;
using System.Text.Json;
using AIGenerator.Chat.Chats;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Live;

/// <summary>
/// The live topic <c>chats</c>: <c>chat</c> when one of the workspace's appears, changes its title or place, is read, or starts or ends a
/// reply; <c>removed</c> when one goes; <c>several</c> when many changed at once, or the folders. Only news: a page that connects has just read the list.
/// </summary>
internal sealed class ChatsTopic(IDbContextFactory<AppDb> database, INodeBus bus, TimeProvider clock) : ILiveTopic
{
    public string Name => "chats";

    public Task<bool> MayWatchAsync(CurrentUser user, string key, CancellationToken ct) =>
        Task.FromResult(key.Length == 0 && user.Workspace is not null);

    public async IAsyncEnumerable<LiveEvent> WatchAsync(CurrentUser user, string key, long after, [EnumeratorCancellation] CancellationToken ct)
    {
        var workspace = user.WorkspaceId;
        var sequence = 0L;
        await foreach (var payload in bus.ListenAsync(ChatNews.Channel, ct))
        {
            if (ChatNews.ChatOf(payload, workspace) is not { } id)
            {
                continue;
            }

            // Several chats of one moment are several pieces of news.
            sequence = Math.Max(sequence + 1, clock.GetUtcNow().ToUnixTimeMilliseconds());
            if (id == ChatNews.Several)
            {
                yield return new LiveEvent(sequence, "several", "{}");
                continue;
            }

            await using var db = await database.CreateDbContextAsync(ct);
            var chat = await db.Chats.AsNoTracking().Where(c => c.Id == id && c.WorkspaceId == workspace && c.DeletedAt == null && c.ExpiresAt == null)
                .Select(ChatListItem.Of).FirstOrDefaultAsync(ct);
            if (chat is null && await db.Chats.AnyAsync(c => c.Id == id && c.DeletedAt == null && c.ExpiresAt != null, ct))
            {
                // A temporary one: no list has it.
                continue;
            }

            yield return chat is null
                ? new LiveEvent(sequence, "removed", JsonSerializer.Serialize(new ChatRemovedItem(id), JsonSerializerOptions.Web))
                : new LiveEvent(sequence, "chat", JsonSerializer.Serialize(chat, JsonSerializerOptions.Web));
        }
    }

    private sealed record ChatRemovedItem(Guid Id);
}
