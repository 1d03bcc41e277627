using AIGenerator.Chat.Temporary;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Money;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Context;

/// <summary>What the end of anything that a model writes in a chat means for the chat itself.</summary>
internal static class ChatEnds
{
    /// <summary>One less at work, so much more spent, a day more for a temporary chat; a reply is news besides, and to be found. In the engine's transaction.</summary>
    public static Task CountAsync(AppDb db, Guid chat, Credits cost, DateTimeOffset now, bool isReply, CancellationToken ct)
    {
        // In the database's own arithmetic: two replies side by side may end at once.
        var (spent, expires) = (cost.Value, now + TemporaryChats.Lifetime);
        return db.Database.ExecuteSqlAsync(
            $"""
            update chat.chats set running_replies = running_replies - 1, updated_at = {now}, spent_credits = spent_credits + {spent},
                replied_at = case when {isReply} then {now} else replied_at end, is_search_stale = is_search_stale or {isReply},
                expires_at = case when expires_at is null then null else {expires} end
            where id = {chat}
            """,
            ct);
    }
}
