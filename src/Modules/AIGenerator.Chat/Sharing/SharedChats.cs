using AIGenerator.Chat.Chats;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Sharing;

/// <summary>Finds what a link shows, for whoever has it.</summary>
internal static class SharedChats
{
    /// <summary>The open link without what it shows; null where there is none, or it or its chat was taken back.</summary>
    public static Task<OpenShare?> OpenAsync(AppDb db, string token, CancellationToken ct) => db.Shares.AsNoTracking().Where(s => s.Token == token && s.RevokedAt == null)
        .Join(db.Chats.Where(c => c.DeletedAt == null), s => s.ChatId, c => c.Id, (s, _) => new OpenShare(s.Id, s.WorkspaceId)).FirstOrDefaultAsync(ct);

    /// <summary>The open link. Refusals: <c>chat.unknown-share</c>, and <c>chat.revoked-share</c> where it, or its chat, was taken back.</summary>
    public static async Task<Result<ShareRow>> FindAsync(AppDb db, string token, CancellationToken ct)
    {
        if (token.Length is 0 or > ShareRow.TokenLength || !token.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
        {
            return ChatErrors.UnknownShare;
        }

        var found = await db.Shares.AsNoTracking().Where(s => s.Token == token)
            .Join(db.Chats, s => s.ChatId, c => c.Id, (share, chat) => new { Share = share, IsOpen = share.RevokedAt == null && chat.DeletedAt == null })
            .FirstOrDefaultAsync(ct);
        return found switch
        {
            null => ChatErrors.UnknownShare,
            { IsOpen: false } => ChatErrors.RevokedShare,
            _ => found.Share,
        };
    }
}

/// <summary>An open link and whose it is.</summary>
internal sealed record OpenShare(Guid Id, WorkspaceId Workspace);
