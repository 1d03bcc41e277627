using AIGenerator.Chat.Chats;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Messages;

/// <summary>The replies of chats that are being written.</summary>
internal static class RunningReplies
{
    public static Task<IReadOnlyList<RunningReply>> OfAsync(AppDb db, Guid chat, CancellationToken ct) => OfAsync(db, [chat], ct);

    public static async Task<IReadOnlyList<RunningReply>> OfAsync(AppDb db, IReadOnlyCollection<Guid> chats, CancellationToken ct) => await db.Messages.AsNoTracking()
        .Where(m => chats.Contains(m.ChatId) && m.State == GenerationState.Running && m.GenerationId != null)
        .Select(m => new RunningReply(m.Id, m.GenerationId!.Value)).ToListAsync(ct);

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
