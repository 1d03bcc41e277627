using System.Buffers.Text;
using System.Security.Cryptography;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Export;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Kernel.Text;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Sharing;

/// <summary>Makes links to a chat, lists them and takes them back.</summary>
internal sealed class ShareChat(AppDb db, CurrentUser user, RenderedShares rendered, TimeProvider clock)
{
    /// <summary>Links of one chat that may be open at once.</summary>
    public const int MostLinks = 20;

    /// <summary>
    /// A snapshot under a new secret; the same key again gives the same link. Refusals: <c>chat.sign-in-to-share</c>, <c>chat.unknown</c>, <c>chat.temporary-share</c>,
    /// <c>chat.nothing-to-share</c>, <c>chat.share-too-long</c>, <c>chat.too-many-shares</c>.
    /// </summary>
    public async Task<Result<ShareRow>> CreateAsync(Guid chatId, Guid key, bool withName, CancellationToken ct)
    {
        if (!user.IsSignedIn)
        {
            return ChatErrors.SignInToShare;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!user.MayWrite() || await ChatLock.TakeAsync(db, chatId, user.WorkspaceId, ct) is not { } row
            || await ChatDocuments.ReadAsync(db, user.WorkspaceId, chatId, withTexts: false, ct) is not { } chat)
        {
            return ChatErrors.Unknown;
        }

        if (row.ExpiresAt is not null)
        {
            return ChatErrors.TemporaryShare;
        }

        // Both locks are held: nobody adds another link of this chat, or under this key, meanwhile.
        await KeyLock.TakeAsync(db, key, ct);
        if (await db.Shares.AsNoTracking().FirstOrDefaultAsync(s => s.Id == key && s.ChatId == chatId && s.RevokedAt == null, ct) is { } made)
        {
            return made;
        }

        if (await db.Shares.AnyAsync(s => s.Id == key, ct))
        {
            return ChatErrors.ShareKeyTaken;
        }

        var shared = SharedChat.Of(chat);
        if (shared.Messages.Count == 0)
        {
            return ChatErrors.NothingToShare;
        }

        if (shared.IsTooLong)
        {
            return ChatErrors.ShareTooLong;
        }

        if (await db.Shares.CountAsync(s => s.ChatId == chatId && s.RevokedAt == null, ct) >= MostLinks)
        {
            return ChatErrors.TooManyShares;
        }

        var share = RowOf(shared, chatId, key, withName);
        db.Shares.Add(share);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return share;
    }

    /// <summary>The open links of a chat, newest first; null where the workspace has no such chat.</summary>
    public async Task<IReadOnlyList<ShareRow>?> ListAsync(Guid chatId, CancellationToken ct)
    {
        var workspace = user.Workspace ?? default;
        return await db.Chats.AnyAsync(c => c.Id == chatId && c.WorkspaceId == workspace && c.DeletedAt == null, ct)
            ? await db.Shares.AsNoTracking().Where(s => s.ChatId == chatId && s.RevokedAt == null).OrderByDescending(s => s.CreatedAt)
                .Select(s => new ShareRow
                {
                    Id = s.Id, WorkspaceId = s.WorkspaceId, ChatId = s.ChatId, Token = s.Token, Title = s.Title, Author = s.Author, Messages = s.Messages,
                    Document = "", CreatedAt = s.CreatedAt,
                }).ToListAsync(ct)
            : null;
    }

    /// <summary>Closes a link and forgets what it showed.</summary>
    public async Task<Result<Done>> RevokeAsync(Guid chatId, Guid shareId, CancellationToken ct)
    {
        var (workspace, now) = (user.Workspace ?? default, clock.GetUtcNow());
        var closed = user.MayWrite()
            ? await db.Shares.Where(s => s.Id == shareId && s.ChatId == chatId && s.WorkspaceId == workspace && s.RevokedAt == null).ExecuteUpdateAsync(
                row => row.SetProperty(s => s.RevokedAt, now).SetProperty(s => s.Document, "").SetProperty(s => s.Card, (byte[]?)null)
                    .SetProperty(s => s.Title, "").SetProperty(s => s.Author, (string?)null),
                ct)
            : 0;
        if (closed == 0)
        {
            return ChatErrors.UnknownShare;
        }

        rendered.Forget(shareId);
        return Done.Value;
    }

    private ShareRow RowOf(SharedChat shared, Guid chatId, Guid key, bool withName) => new()
    {
        Id = key,
        WorkspaceId = user.WorkspaceId,
        ChatId = chatId,
        Token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)),
        Title = shared.Title,
        Author = withName && user.DisplayName.Length > 0 ? StoredText.Cut(user.DisplayName, ShareRow.AuthorLength) : null,
        Messages = shared.Messages.Count,
        Document = shared.Write(),
        CreatedAt = clock.GetUtcNow(),
    };
}
