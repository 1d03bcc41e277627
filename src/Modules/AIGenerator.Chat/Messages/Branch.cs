using AIGenerator.Chat.Chats;
using AIGenerator.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Messages;

/// <summary>Walks the tree of a chat's messages. Along a branch ids grow, so a branch sorted by id is in its order.</summary>
internal static class Branch
{
    /// <summary>More than any chat that a person wrote; a circle cannot exist, but a walk should end all the same.</summary>
    public const int Longest = 200_000;

    /// <summary>Ids from a message up to the first of the chat, newest first: up to <paramref name="limit"/>, and none that is not newer than <paramref name="after"/>.</summary>
    public static Task<List<Guid>> IdsUpAsync(AppDb db, Guid from, int limit, Guid? after, CancellationToken ct)
    {
        var border = after ?? Guid.Empty;
        return db.Database.SqlQuery<Guid>(
            $"""
            with recursive branch as (
                select m.id, m.parent_id, 1 as depth from chat.messages m where m.id = {from} and m.id > {border}
                union all
                select m.id, m.parent_id, b.depth + 1 from chat.messages m join branch b on m.id = b.parent_id where b.depth < {limit} and m.id > {border})
            select id as "Value" from branch order by depth
            """).ToListAsync(ct);
    }

    /// <summary>The messages that lead to one, and that one, oldest first; only the newest <paramref name="limit"/>.</summary>
    public static async Task<List<MessageRow>> UpAsync(AppDb db, Guid from, int limit, CancellationToken ct)
    {
        return await db.Messages.FromSql(
            $"""
            with recursive branch as (
                select m.*, 1 as depth from chat.messages m where m.id = {from}
                union all
                select m.*, b.depth + 1 from chat.messages m join branch b on m.id = b.parent_id where b.depth < {limit})
            select * from branch
            """).AsNoTracking().OrderBy(message => message.Id).ToListAsync(ct);
    }

    /// <summary>The end of the branch below a message: from each message on to its newest answer.</summary>
    public static Task<Guid> EndBelowAsync(AppDb db, Guid message, CancellationToken ct) => db.Database.SqlQuery<Guid>(
        $"""
        with recursive down as (
            select {message}::uuid as id, 1 as depth
            union all
            select next.id, d.depth + 1 from down d cross join lateral (
                select m.id from chat.messages m where m.parent_id = d.id and m.deleted_at is null order by m.id desc limit 1) next
            where d.depth < {Longest})
        select id as "Value" from down order by depth desc limit 1
        """).SingleAsync(ct);

    /// <summary>The messages beside each of those given, themselves included, oldest first, by parent.</summary>
    public static async Task<ILookup<Guid?, Guid>> SiblingsAsync(AppDb db, Guid chat, IReadOnlyCollection<MessageRow> messages, CancellationToken ct)
    {
        var parents = messages.Where(m => m.ParentId is not null).Select(m => m.ParentId!.Value).ToArray();
        var there = db.Messages.AsNoTracking().Where(m => m.DeletedAt == null);
        var below = there.Where(m => m.ParentId != null && parents.Contains(m.ParentId.Value));
        var beside = messages.Any(m => m.ParentId is null) ? below.Concat(there.Where(m => m.ParentId == null && m.ChatId == chat)) : below;
        var rows = await beside.Select(m => new { m.Id, m.ParentId }).ToListAsync(ct);
        return rows.OrderBy(m => m.Id).ToLookup(m => m.ParentId, m => m.Id);
    }

    /// <summary>Whether a message of this chat can be seen: it is there, and neither it nor one above it was deleted.</summary>
    public static async Task<bool> IsVisibleAsync(AppDb db, Guid chat, Guid message, CancellationToken ct)
    {
        if (!await db.Messages.AnyAsync(m => m.Id == message && m.ChatId == chat, ct))
        {
            return false;
        }

        var deleted = await db.Messages.AsNoTracking().Where(m => m.ChatId == chat && m.DeletedAt != null).Select(m => m.Id).ToHashSetAsync(ct);
        return deleted.Count == 0 || !(await IdsUpAsync(db, message, Longest, null, ct)).Exists(deleted.Contains);
    }
}
