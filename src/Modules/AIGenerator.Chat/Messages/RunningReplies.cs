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

    public static async Task StopAsync(ITextGenerations texts, WorkspaceId workspace, IEnumerable<Guid> generations, CancellationToken ct)
    {
        foreach (var generation in generations)
        {
            await texts.StopAsync(generation, workspace, ct);
        }
    }
}

/// <summary>A reply that is being written, and its generation.</summary>
internal sealed record RunningReply(Guid Message, Guid Generation);
