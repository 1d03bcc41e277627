using AIGenerator.Chat.Asking;
using AIGenerator.Chat.Chats;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Text;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Compare;

/// <summary>An answer of a comparison that brought nothing, asked for again from the same model: the new one takes its column.</summary>
internal static class ComparedAgain
{
    /// <summary>The comparison that the new answer joins; null for every other wish.</summary>
    public static async Task<Guid?> ComparisonOfAsync(AppDb db, Ask ask, CancellationToken ct)
    {
        if (ask is not { ChatId: { } chat, Message: null, Wish: AnswerWish.Plain, About: { } about, Model: { } named })
        {
            return null;
        }

        var model = StoredText.Clean(named);
        return await db.Messages.AsNoTracking()
            .Where(m => m.Id == about && m.ChatId == chat && m.Model == model && (m.State == GenerationState.Failed || m.State == GenerationState.Canceled))
            .Select(m => m.ComparisonId).FirstOrDefaultAsync(ct);
    }

    /// <summary>Whether the answers that are being written are the other columns: they are not disturbed.</summary>
    public static async Task<bool> MayRunBesideAsync(AppDb db, Ask ask, Guid? comparison, CancellationToken ct) =>
        comparison is not null && !await db.Messages.AnyAsync(
            m => m.ChatId == ask.ChatId && m.State == GenerationState.Running && m.GenerationId != null && (m.ComparisonId != comparison || m.Model == ask.Model), ct);
}
