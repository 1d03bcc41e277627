using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Context;
using AIGenerator.Chat.Messages;
using AIGenerator.Chat.Web;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Export;

/// <summary>Reads chats whole, to be taken along.</summary>
internal static class ChatDocuments
{
    /// <summary>A chat with its whole tree; null where the workspace has none of that id.</summary>
    public static async Task<ChatDocument?> ReadAsync(AppDb db, WorkspaceId workspace, Guid id, CancellationToken ct)
    {
        var chat = await db.Chats.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id && c.WorkspaceId == workspace && c.DeletedAt == null, ct);
        if (chat is null)
        {
            return null;
        }

        var rows = await db.Messages.AsNoTracking().Where(m => m.ChatId == id && m.DeletedAt == null).ToListAsync(ct);
        var messages = Visible(rows);
        var summaries = await Summaries.BehindAsync(db, [.. messages.Select(message => message.Id)], ct);
        return new ChatDocument(chat.Id, chat.Title, chat.Model, chat.CreatedAt, chat.UpdatedAt, chat.LeafId, messages)
        {
            Instructions = chat.Instructions,
            Temperature = ChatSettings.NameOf(chat.Temperature),
            Summaries = [.. summaries.SelectMany(behind => behind).Where(s => s.IsUsed)
                .Select(s => new DocumentSummary(s.Id, s.MessageId, s.Text, s.Model, s.CostCredits.Value, s.CreatedAt)).OrderBy(s => s.Id)],
        };
    }

    /// <summary>Ids of a workspace's chats in their order, a page at a time; not of temporary ones.</summary>
    public static Task<List<Guid>> IdsAsync(AppDb db, WorkspaceId workspace, Guid after, int count, CancellationToken ct) => db.Chats.AsNoTracking()
        .Where(c => c.WorkspaceId == workspace && c.DeletedAt == null && c.ExpiresAt == null && c.Id > after).OrderBy(c => c.Id).Select(c => c.Id).Take(count).ToListAsync(ct);

    // What stands below a deleted message went with it. Ids grow along a branch, so the parent has been looked at before.
    private static List<DocumentMessage> Visible(List<MessageRow> rows)
    {
        var seen = new HashSet<Guid>();
        var visible = new List<DocumentMessage>(rows.Count);
        foreach (var row in rows.OrderBy(row => row.Id))
        {
            if (row.ParentId is { } parent && !seen.Contains(parent))
            {
                continue;
            }

            seen.Add(row.Id);
            visible.Add(new DocumentMessage(
                row.Id, row.ParentId, row.Role == MessageRole.Assistant, row.Text, row.Reasoning, row.Model, row.State?.ToString().ToLowerInvariant(),
                row.StopReason?.ToString().ToLowerInvariant(), row.CostCredits.Value, row.CreatedAt, row.ComparisonId, row.VotedAt is not null)
            {
                Sources = StoredSources.Cited(row.Sources),
                IsPicture = row.IsPicture,
            });
        }

        return visible;
    }
}
