using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Messages;
using AIGenerator.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Compare;

/// <summary>The comparison that an answer is one of.</summary>
/// <param name="Id">Its id.</param>
/// <param name="BestId">The message that was voted the best; null without a vote.</param>
/// <param name="Answers">The answers that stand side by side, one for each model, in the order in which the models were named.</param>
public sealed record ComparisonResponse(Guid Id, Guid? BestId, IReadOnlyList<ComparedAnswer> Answers);

/// <summary>An answer of a comparison.</summary>
/// <param name="MessageId">The answer; where a model was tried again, its newest one. Read its text with <c>around</c>.</param>
/// <param name="Model">The catalogue id that answers.</param>
/// <param name="State"><c>running</c>, <c>succeeded</c>, <c>failed</c> or <c>canceled</c>.</param>
public sealed record ComparedAnswer(Guid MessageId, string Model, string State);

/// <summary>Reads comparisons.</summary>
internal static class Comparisons
{
    /// <summary>Those that messages are part of, by id; asks nothing where there are none.</summary>
    public static async Task<IReadOnlyDictionary<Guid, ComparisonResponse>> OfAsync(AppDb db, IEnumerable<MessageRow> messages, CancellationToken ct)
    {
        var ids = messages.Where(m => m.ComparisonId is not null).Select(m => m.ComparisonId!.Value).Distinct().ToArray();
        if (ids.Length == 0)
        {
            return new Dictionary<Guid, ComparisonResponse>();
        }

        var rows = await db.Messages.AsNoTracking().Where(m => m.ComparisonId != null && ids.Contains(m.ComparisonId.Value) && m.DeletedAt == null)
            .Select(m => new { m.Id, Comparison = m.ComparisonId!.Value, m.Model, m.State, m.VotedAt }).ToListAsync(ct);
        return rows.GroupBy(row => row.Comparison).ToDictionary(
            group => group.Key,
            group => new ComparisonResponse(
                group.Key,
                group.FirstOrDefault(row => row.VotedAt is not null)?.Id,
                [.. group.GroupBy(row => row.Model).OrderBy(column => column.Min(row => row.Id)).Select(column => column.MaxBy(row => row.Id)!)
                    .Select(row => new ComparedAnswer(row.Id, row.Model!, row.State!.Value.ToString().ToLowerInvariant()))]));
    }
}
