using AIGenerator.Chat.Attachments;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Compare;
using AIGenerator.Chat.Context;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Localization;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Messages;

/// <summary>Reads a window of one branch, so that a chat of ten thousand messages opens like one of ten.</summary>
internal static class ReadHistory
{
    public static async Task<ChatHistoryResponse?> FromAsync(
        AppDb db, ILocalizer texts, WorkspaceId workspace, Guid chatId, HistoryWindow window, CancellationToken ct)
    {
        var chat = await db.Chats.AsNoTracking().FirstOrDefaultAsync(c => c.Id == chatId && c.WorkspaceId == workspace && c.DeletedAt == null, ct);
        if (chat is null)
        {
            return null;
        }

        var slice = await SliceAsync(db, chat, window, ct);
        var rows = await db.Messages.AsNoTracking().Where(m => slice.Ids.Contains(m.Id)).OrderBy(m => m.Id).ToListAsync(ct);
        var siblings = await Branch.SiblingsAsync(db, chat.Id, rows, ct);
        var files = await AttachmentsOfAsync(db, rows, ct);
        var summaries = await Summaries.BehindAsync(db, slice.Ids, ct);
        var comparisons = await Comparisons.OfAsync(db, rows, ct);
        return new ChatHistoryResponse(
            chat.Id, chat.Title, chat.Model, slice.Leaf, slice.HasEarlier, slice.HasLater,
            [.. rows.Select(row => MessageResponses.Of(row, [.. siblings[row.ParentId]], [.. files[row.Id]], texts, row.ComparisonId is { } id ? comparisons.GetValueOrDefault(id) : null))])
        {
            Summaries = [.. rows.SelectMany(row => summaries[row.Id]).Select(summary => SummaryResponse.Of(summary, texts))],
            Settings = new ChatSettingsResponse(chat.Instructions, ChatSettings.NameOf(chat.Temperature)),
            ExpiresAt = chat.ExpiresAt,
            SpentCredits = chat.SpentCredits.Value,
        };
    }

    // Without their texts: a page needs none.
    private static async Task<ILookup<Guid, AttachmentResponse>> AttachmentsOfAsync(AppDb db, List<MessageRow> rows, CancellationToken ct)
    {
        var questions = rows.Where(row => row.Role == MessageRole.User).Select(row => row.Id).ToArray();
        var files = await db.Attachments.AsNoTracking().Where(a => a.MessageId != null && questions.Contains(a.MessageId.Value)).OrderBy(a => a.Position)
            .Select(a => new { Message = a.MessageId!.Value, a.Id, a.Name, a.Kind, a.SizeBytes, a.Width, a.Height, a.Tokens }).ToListAsync(ct);
        return files.ToLookup(
            a => a.Message, a => new AttachmentResponse(a.Id, a.Name, AttachmentResponse.NameOf(a.Kind), a.SizeBytes, a.Width, a.Height, a.Tokens));
    }

    private static async Task<Slice> SliceAsync(AppDb db, ChatRow chat, HistoryWindow window, CancellationToken ct)
    {
        var leaf = window.Leaf is { } wanted && await Branch.IsVisibleAsync(db, chat.Id, wanted, ct) ? wanted : chat.LeafId;
        if (leaf is not { } end)
        {
            return new Slice([], null, false, false);
        }

        if (window.Around is { } around)
        {
            return await AroundAsync(db, chat.Id, end, around, window.Size, ct);
        }

        if (window.After is { } after)
        {
            var later = await Branch.IdsUpAsync(db, end, Branch.Longest, after, ct);
            return new Slice([.. later.TakeLast(window.Size)], end, true, later.Count > window.Size);
        }

        var from = window.Before is { } before ? await ParentOfAsync(db, chat.Id, before, ct) : end;
        var ids = from is { } start ? await Branch.IdsUpAsync(db, start, window.Size + 1, null, ct) : [];
        return new Slice([.. ids.Take(window.Size)], end, ids.Count > window.Size, window.Before is not null);
    }

    private static async Task<Slice> AroundAsync(AppDb db, Guid chat, Guid end, Guid around, int size, CancellationToken ct)
    {
        if (!await Branch.IsVisibleAsync(db, chat, around, ct))
        {
            return await AroundAsync(db, chat, end, end, size, ct);
        }

        var ids = await Branch.IdsUpAsync(db, end, Branch.Longest, null, ct);
        if (!ids.Contains(around))
        {
            end = await Branch.EndBelowAsync(db, around, ct);
            ids = await Branch.IdsUpAsync(db, end, Branch.Longest, null, ct);
        }

        // Newest first: most of the room is for what follows the message.
        var first = Math.Max(0, ids.IndexOf(around) - (size * 3 / 4));
        return new Slice([.. ids.Skip(first).Take(size)], end, first + size < ids.Count, first > 0);
    }

    // A summary stands behind the message that it names.
    private static async Task<Guid?> ParentOfAsync(AppDb db, Guid chat, Guid message, CancellationToken ct) =>
        await db.Messages.AsNoTracking().Where(m => m.Id == message && m.ChatId == chat).Select(m => m.ParentId).FirstOrDefaultAsync(ct)
        ?? await db.Summaries.AsNoTracking().Where(s => s.Id == message && s.ChatId == chat).Select(s => (Guid?)s.MessageId).FirstOrDefaultAsync(ct);

    private sealed record Slice(IReadOnlyList<Guid> Ids, Guid? Leaf, bool HasEarlier, bool HasLater);
}
