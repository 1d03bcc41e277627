using AIGenerator.Chat.Messages;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Context;

/// <summary>Reads the summaries of branches.</summary>
internal static class Summaries
{
    /// <summary>
    /// The summary that stands for the beginning of a branch, where there is one.
    /// </summary>
    /// <param name="db">The context.</param>
    /// <param name="branch">Its messages.</param>
    /// <param name="asked">The message that is answered again or continued: it is told as it is, so no summary may cover it.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<SummaryRow?> NewestInAsync(AppDb db, IReadOnlyCollection<MessageRow> branch, Guid? asked, CancellationToken ct)
    {
        var ids = branch.Select(m => m.Id).Where(id => id != asked).ToArray();
        return ids.Length == 0 ? null : await db.Summaries.AsNoTracking()
            .Where(s => ids.Contains(s.MessageId) && s.State == GenerationState.Succeeded && s.StopReason == StopReason.Complete && s.DeletedAt == null && s.Text != "")
            .OrderByDescending(s => s.MessageId).ThenByDescending(s => s.Id).FirstOrDefaultAsync(ct);
    }

    /// <summary>All that stand behind these messages and were not taken away, by message.</summary>
    public static async Task<ILookup<Guid, SummaryRow>> BehindAsync(AppDb db, IReadOnlyCollection<Guid> messages, CancellationToken ct)
    {
        var rows = await db.Summaries.AsNoTracking().Where(s => messages.Contains(s.MessageId) && s.DeletedAt == null).OrderBy(s => s.Id).ToListAsync(ct);
        return rows.ToLookup(s => s.MessageId);
    }
}
