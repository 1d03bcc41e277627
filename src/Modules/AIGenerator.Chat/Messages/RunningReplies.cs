using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Context;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Messages;

/// <summary>The replies of chats that are being written, and summaries, which stand for the last message that they cover.</summary>
internal static class RunningReplies
{
    public static Task<IReadOnlyList<RunningReply>> OfAsync(AppDb db, Guid chat, CancellationToken ct) => OfAsync(db, [chat], ct);

    public static async Task<IReadOnlyList<RunningReply>> OfAsync(AppDb db, IReadOnlyCollection<Guid> chats, CancellationToken ct) => await db.Messages.AsNoTracking()
        .Where(m => chats.Contains(m.ChatId) && m.State == GenerationState.Running && m.GenerationId != null)
        .Select(m => new { Message = m.Id, Generation = m.GenerationId!.Value })
        .Concat(db.Summaries.Where(s => chats.Contains(s.ChatId) && s.State == GenerationState.Running && s.GenerationId != null)
            .Select(s => new { Message = s.MessageId, Generation = s.GenerationId!.Value }))
        .Select(reply => new RunningReply(reply.Message, reply.Generation)).ToListAsync(ct);

    /// <summary>
    /// Counts a chat's replies anew, in the caller's transaction: one that was still being written when it was erased will never count itself
    /// down. The chat is locked in a statement of its own, so that the count sees what the last holder of the lock has left.
    /// </summary>
    public static async Task CountAgainAsync(AppDb db, Guid chat, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select 1 from chat.chats where id = {chat} for update", ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            update chat.chats c set running_replies =
                (select count(*) from chat.messages m where m.chat_id = c.id and m.state = 'Running' and m.generation_id is not null)
                + (select count(*) from chat.summaries s where s.chat_id = c.id and s.state = 'Running' and s.generation_id is not null)
            where c.id = {chat}
            """,
            ct);
    }

    public static async Task StopAsync(IGenerations generations, WorkspaceId workspace, IEnumerable<Guid> running, CancellationToken ct)
    {
        foreach (var generation in running)
        {
            await generations.StopAsync(generation, workspace, ct);
        }
    }
}

/// <summary>A reply that is being written, and its generation.</summary>
internal sealed record RunningReply(Guid Message, Guid Generation);
