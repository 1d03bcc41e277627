using System.Security.Cryptography;
using AIGenerator.Chat.Attachments;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Drawing;
using AIGenerator.Chat.Export;
using AIGenerator.Chat.Live;
using AIGenerator.Chat.Messages;
using AIGenerator.Chat.Search;
using AIGenerator.Chat.Web;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Queue;
using AIGenerator.Kernel.Results;
using AIGenerator.Providers.WebSearch;
using AIGenerator.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Sharing;

/// <summary>"Continue as my copy": what a link shows becomes a chat of the reader's own workspace.</summary>
internal sealed class CopyShare(AppDb db, INodeBus bus, IQueue queue, TimeProvider clock)
{
    /// <summary>
    /// The copy's id. Asked twice, it is the same chat, as the reader has left it; one that he deleted comes back. Refusals:
    /// <c>chat.unknown-share</c>, <c>chat.revoked-share</c>, <c>chat.read-only</c>, <c>workspaces.too-many-visitors</c>.
    /// </summary>
    public async Task<Result<Guid>> HandleAsync(string token, CurrentUser user, IVisitors visitors, CancellationToken ct)
    {
        if (!(await SharedChats.FindAsync(db, token, ct)).Ok(out var share, out var refusal))
        {
            return refusal;
        }

        if (!user.IsSignedIn && !(await visitors.EnsureWorkspaceAsync(ct)).Ok(out _, out var tooMany))
        {
            return tooMany;
        }

        if (!user.MayWrite())
        {
            return ChatErrors.ReadOnly;
        }

        var id = IdOf(share.Id, user.WorkspaceId);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await KeyLock.TakeAsync(db, id, ct);
        if (await db.Chats.Where(c => c.Id == id).ExecuteUpdateAsync(row => row.SetProperty(c => c.DeletedAt, (DateTimeOffset?)null), ct) == 0)
        {
            await CopyAsync(SharedChat.Read(share.Document), id, user.WorkspaceId, isOwn: share.WorkspaceId == user.WorkspaceId, ct);
        }

        await ChatNews.AnnounceAsync(bus, db, user.WorkspaceId, id, ct);
        await transaction.CommitAsync(ct);
        return id;
    }

    private async Task CopyAsync(SharedChat shared, Guid id, WorkspaceId workspace, bool isOwn, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var chat = new ChatRow { Id = id, WorkspaceId = workspace, Title = shared.Title, Model = shared.Model, CreatedAt = now, UpdatedAt = now };
        var files = isOwn ? await OwnFilesAsync(shared, workspace, ct) : [];
        var taken = new List<AttachmentRow>();
        foreach (var message in shared.Messages)
        {
            var copied = (message.Files ?? []).Where(file => files.ContainsKey(file.Id)).ToList();
            var row = new MessageRow
            {
                Id = MessageIds.After(chat.LeafId, message.At),
                ChatId = id,
                ParentId = chat.LeafId,
                Role = message.IsAnswer ? MessageRole.Assistant : MessageRole.User,

                // The pictures stay in the library that they lie in.
                Text = message.IsPicture && !isOwn ? OwnPicture.InWords(message.Text) : WithNames(message, copied),
                IsPicture = message.IsPicture && isOwn,
                Model = message.IsAnswer ? message.Model ?? shared.Model : null,
                State = message.IsAnswer ? GenerationState.Succeeded : null,
                StopReason = message.IsAnswer ? StopReason.Complete : null,
                Sources = StoredSources.Write([.. (message.Sources ?? []).Select(source => new WebPage(source.Title, source.Url, ""))]),
                CreatedAt = message.At,
            };
            db.Messages.Add(row);
            taken.AddRange(copied.Select((file, place) => files[file.Id].CopyFor(Guid.CreateVersion7(now), row.Id, place)));
            chat.LeafId = row.Id;
        }

        db.Chats.Add(chat);
        queue.Enqueue(new IndexChat(id));
        await db.SaveChangesAsync(ct);
        db.Attachments.AddRange(taken);
        await db.SaveChangesAsync(ct);
    }

    // Another's files stay with him, and what a model should know of is named. So are those of one's own that are gone.
    private static string WithNames(SharedMessage message, List<DocumentFile> copied)
    {
        var others = (message.Files ?? []).Except(copied).Select(file => file.Name).ToList();
        return others.Count == 0 ? message.Text : string.Join("\n\n", new[] { message.Text, AttachedText.Elsewhere(others) }.Where(text => text.Length > 0));
    }

    // Locked, as where a message takes them: nobody erases their bytes meanwhile. Composed, so that the columns are named (docs/decisions/0018).
    private async Task<Dictionary<Guid, AttachmentRow>> OwnFilesAsync(SharedChat shared, WorkspaceId workspace, CancellationToken ct)
    {
        var ids = shared.Messages.SelectMany(message => message.Files ?? []).Select(file => file.Id).ToArray();
        return ids.Length == 0
            ? []
            : await db.Attachments.FromSql($"select * from chat.attachments where id = any({ids}) and workspace_id = {workspace.Value} and message_id is not null order by id for update")
                .AsNoTracking().OrderBy(row => row.Id).ToDictionaryAsync(row => row.Id, ct);
    }

    // One copy of a link in a workspace, without a table that says so.
    private static Guid IdOf(Guid share, WorkspaceId workspace)
    {
        Span<byte> bytes = stackalloc byte[32];
        share.TryWriteBytes(bytes, bigEndian: true, out _);
        workspace.Value.TryWriteBytes(bytes[16..], bigEndian: true, out _);
        SHA256.HashData(bytes, bytes);

        // Version 8 is for ids of one's own making (RFC 9562).
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes[..16], bigEndian: true);
    }
}
