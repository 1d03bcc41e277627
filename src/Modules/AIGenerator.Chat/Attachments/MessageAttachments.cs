using AIGenerator.Chat.Chats;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Media;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Attachments;

/// <summary>The files of messages: those that a new one brings, and those that old ones have.</summary>
internal sealed class MessageAttachments(AppDb db, TimeProvider clock)
{
    /// <summary>
    /// The files that a new message names, in its order, locked until the transaction ends: two messages sent at once cannot both take one. Refusals:
    /// unknown or another workspace's, too many, too heavy.
    /// </summary>
    public async Task<Result<List<AttachmentRow>>> TakeAsync(IReadOnlyList<Guid>? named, CurrentUser user, CancellationToken ct)
    {
        var ids = (named ?? []).Distinct().ToArray();
        if (ids.Length == 0)
        {
            return new List<AttachmentRow>();
        }

        if (AttachmentLimits.Of(user) is var limits && ids.Length > limits.PerMessage)
        {
            return AttachmentErrors.TooMany(limits.PerMessage);
        }

        var workspace = user.WorkspaceId.Value;
        // Composed, so that the columns are named (docs/decisions/0018).
        var rows = await db.Attachments.FromSql($"select * from chat.attachments where id = any({ids}) and workspace_id = {workspace} order by id for update").OrderBy(row => row.Id).ToListAsync(ct);
        if (rows.Count != ids.Length)
        {
            return AttachmentErrors.Unknown;
        }

        if (rows.Where(row => row.Kind == FileKind.Picture).Sum(row => row.SizeBytes) > AttachmentLimits.PicturesInPrompt)
        {
            return AttachmentErrors.TooHeavy;
        }

        return rows.OrderBy(row => Array.IndexOf(ids, row.Id)).ToList();
    }

    /// <summary>Those that are named and there, for a price: nothing is locked, nothing refused.</summary>
    public async Task<List<AttachmentRow>> FindAsync(IReadOnlyList<Guid>? named, CurrentUser user, CancellationToken ct)
    {
        var ids = (named ?? []).Distinct().Take(AttachmentLimits.Of(user).PerMessage).ToArray();
        return ids.Length == 0 || user.Workspace is not { } workspace
            ? []
            : await db.Attachments.AsNoTracking().Where(a => ids.Contains(a.Id) && a.WorkspaceId == workspace).ToListAsync(ct);
    }

    /// <summary>Puts files into a message. One that another message shows already (an edit keeps its files) is copied.</summary>
    public void Put(IReadOnlyList<AttachmentRow> rows, Guid message)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].MessageId is null)
            {
                (rows[i].MessageId, rows[i].Position, rows[i].ExpiresAt) = (message, i, null);
            }
            else
            {
                db.Attachments.Add(rows[i].CopyFor(Guid.CreateVersion7(clock.GetUtcNow()), message, i));
            }
        }
    }

    /// <summary>The files of messages, in order, by message.</summary>
    public static async Task<ILookup<Guid, AttachmentRow>> OfAsync(AppDb db, IReadOnlyCollection<Guid> messages, CancellationToken ct)
    {
        var rows = await db.Attachments.AsNoTracking().Where(a => a.MessageId != null && messages.Contains(a.MessageId.Value)).ToListAsync(ct);
        return rows.OrderBy(row => row.Position).ToLookup(row => row.MessageId!.Value);
    }

    /// <summary>How much the files of messages add to a prompt, without reading them.</summary>
    public static async Task<ILookup<Guid, AttachmentWeight>> WeightsOfAsync(AppDb db, IReadOnlyCollection<Guid> messages, CancellationToken ct)
    {
        var weights = await db.Attachments.Where(a => a.MessageId != null && messages.Contains(a.MessageId.Value))
            .Select(a => new AttachmentWeight(a.MessageId!.Value, a.Kind, a.Tokens)).ToListAsync(ct);
        return weights.ToLookup(weight => weight.Message);
    }

    /// <summary>The files of messages, of each text only its beginning and its end, each up to so many characters.</summary>
    public static async Task<ILookup<Guid, AttachmentRow>> EndsOfAsync(AppDb db, IReadOnlyCollection<Guid> messages, int longest, CancellationToken ct)
    {
        var ids = messages.ToArray();
        var rows = await db.Attachments.FromSql(
            $"""
            select id, workspace_id, message_id, position, name, kind, media_type, size_bytes, width, height, tokens, file_key, created_at, expires_at,
                case when length(text) > 2 * {longest} then left(text, {longest}) || right(text, {longest}) else text end as text
            from chat.attachments where message_id = any({ids})
            """).AsNoTracking().ToListAsync(ct);
        return rows.OrderBy(row => row.Position).ToLookup(row => row.MessageId!.Value);
    }
}

/// <summary>What a file adds to a prompt.</summary>
internal sealed record AttachmentWeight(Guid Message, FileKind Kind, int Tokens)
{
    // Most pictures of long chats are only named.
    private const int Name = 20;

    /// <summary>Tokens, by our estimate.</summary>
    public int Told => Kind == FileKind.Picture ? Name : Tokens;
}
