using AIGenerator.Chat.Attachments;
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
    /// <summary>Characters of all attached texts that go along with a chat: what an import reads in one entry (see <c>WholeEntry</c>).</summary>
    public const int MostAttached = 4_000_000;

    /// <summary>A chat with its whole tree; null where the workspace has none of that id.</summary>
    /// <param name="db">Where it is read.</param>
    /// <param name="workspace">Whose it is.</param>
    /// <param name="id">The chat.</param>
    /// <param name="withTexts">Whether what stands in attached files comes too.</param>
    /// <param name="ct">Stops reading.</param>
    public static async Task<ChatDocument?> ReadAsync(AppDb db, WorkspaceId workspace, Guid id, bool withTexts, CancellationToken ct)
    {
        var chat = await db.Chats.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id && c.WorkspaceId == workspace && c.DeletedAt == null, ct);
        if (chat is null)
        {
            return null;
        }

        var rows = await db.Messages.AsNoTracking().Where(m => m.ChatId == id && m.DeletedAt == null).ToListAsync(ct);
        var messages = Visible(rows, await FilesAsync(db, id, withTexts, ct));
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
    private static List<DocumentMessage> Visible(List<MessageRow> rows, ILookup<Guid, DocumentFile> files)
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
                Files = [.. files[row.Id]],
            });
        }

        return visible;
    }

    // By message. Names alone are small; texts are read only up to what goes along, the oldest first.
    private static async Task<ILookup<Guid, DocumentFile>> FilesAsync(AppDb db, Guid chat, bool withTexts, CancellationToken ct)
    {
        var rows = await db.Attachments.AsNoTracking().Join(db.Messages.Where(m => m.ChatId == chat && m.DeletedAt == null), a => a.MessageId, m => (Guid?)m.Id, (a, _) => a)
            .OrderBy(a => a.MessageId).ThenBy(a => a.Position)
            .Select(a => new { a.Id, Message = a.MessageId!.Value, a.Name, a.Kind, a.SizeBytes, Length = withTexts && a.Text != null ? a.Text.Length : 0 }).ToListAsync(ct);
        var (wanted, room) = (new List<Guid>(), withTexts ? MostAttached : 0);
        foreach (var row in rows.Where(row => row.Length > 0 && row.Length <= room))
        {
            room -= row.Length;
            wanted.Add(row.Id);
        }

        var texts = wanted.Count == 0
            ? []
            : await db.Attachments.AsNoTracking().Where(a => wanted.Contains(a.Id)).Select(a => new { a.Id, a.Text }).ToDictionaryAsync(a => a.Id, a => a.Text, ct);
        return rows.ToLookup(row => row.Message, row => new DocumentFile(row.Id, row.Name, AttachmentResponse.NameOf(row.Kind), row.SizeBytes, texts.GetValueOrDefault(row.Id)));
    }
}
