using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Compare;
using AIGenerator.Chat.Drawing;
using AIGenerator.Chat.Messages;
using AIGenerator.Chat.Web;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Kernel.Text;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Asking;

/// <summary>Accepts a wish for an answer, or for several side by side: chat, messages, generations and holds in one transaction, then the runs. Nothing old is changed.</summary>
internal sealed class AskHandler(
    AppDb db, AnsweringModels models, Artists artists, WriteAnswers write, DrawAnswer draw, ITextGenerations texts, WebSources web)
{
    public async Task<Result<PostMessageResponse>> HandleAsync(Guid id, CurrentUser user, Ask ask, CancellationToken ct)
    {
        if (ask.IsBlank)
        {
            return ChatErrors.Blank;
        }

        if (user.Role == WorkspaceRole.Viewer && user.IsSignedIn)
        {
            return ChatErrors.ReadOnly;
        }

        if (await FirstOfAsync(id, user.WorkspaceId, ask, ct) is { } first)
        {
            return first;
        }

        var artist = await artists.OfAsync(ask, ct);
        ask = artist is null ? ask : ask with { ModelOnce = null, Web = false };
        if (web.Searches(ask, user) && await RehearseAsync(id, user, ask, ct) is { } hopeless)
        {
            return await FirstOfAsync(id, user.WorkspaceId, ask, ct) is { } earlier ? earlier : hopeless;
        }

        // Before the transaction: an engine may take seconds, and no row is locked for it.
        if (!(await web.FindAsync(ask, user, ct)).Ok(out var found, out var noSearch))
        {
            return noSearch;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var written = await WriteAsync(id, user, ask, found, artist, ct);
        if (!written.Ok(out var accepted, out var refusal))
        {
            // The same message sent twice at once: the second waited for the first and finds it now.
            await transaction.RollbackAsync(ct);
            return await FirstOfAsync(id, user.WorkspaceId, ask, ct) is { } twin ? twin : refusal;
        }

        // From here on the reply is accepted, whether its sender still listens or not.
        await transaction.CommitAsync(CancellationToken.None);
        var sources = StoredSources.Cited(found.Pages);
        foreach (var text in accepted.Texts)
        {
            texts.Start(text.Accepted, text.Prompt, ChatTexts.RendererOf(sources));
        }

        return accepted.Response;
    }

    /// <summary>
    /// Why the answer would be refused, whatever a search finds: all is written as if it had found nothing, fee included, and taken back. A search
    /// costs its owner though no answer comes of it.
    /// </summary>
    private async Task<Error?> RehearseAsync(Guid id, CurrentUser user, Ask ask, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var written = await WriteAsync(id, user, ask, web.NothingFound, artist: null, ct);
        await transaction.RollbackAsync(ct);
        db.ChangeTracker.Clear();
        return written.Ok(out _, out var refusal) ? null : refusal;
    }

    private async Task<Result<AcceptedAsk>> WriteAsync(Guid id, CurrentUser user, Ask ask, WebFindings found, Artist? artist, CancellationToken ct)
    {
        var chat = ask.ChatId is { } chatId ? await ChatLock.TakeAsync(db, chatId, user.WorkspaceId, ct) : null;
        if (ask.ChatId is not null && chat is null)
        {
            return ChatErrors.Unknown;
        }

        var retried = await ComparedAgain.ComparisonOfAsync(db, ask, ct);
        if (chat?.RunningReplies > 0 && !await ComparedAgain.MayRunBesideAsync(db, ask, retried, ct))
        {
            return ChatErrors.Busy;
        }

        if (!(await Places.OfAsync(db, chat, ask, ct)).Ok(out var place, out var nowhere))
        {
            return nowhere;
        }

        if (!models.For(ask, chat?.Model, !user.IsSignedIn).Ok(out var answering, out var unusable))
        {
            return unusable;
        }

        var wish = new PlacedAsk(id, user, ask, chat, place, answering, retried);
        return artist is null ? await write.BeginAsync(wish, found, ct) : await draw.BeginAsync(wish, artist, ct);
    }

    /// <summary>What this key began before: the answer once more, or a refusal where it was another message. Null where it began nothing.</summary>
    private async Task<Result<PostMessageResponse>?> FirstOfAsync(Guid id, WorkspaceId workspace, Ask ask, CancellationToken ct)
    {
        var replies = await (
            from message in db.Messages.AsNoTracking()
            join owner in db.Chats on message.ChatId equals owner.Id
            where (message.GenerationId == id || message.ComparisonId == id) && owner.WorkspaceId == workspace
            select message).ToListAsync(ct);
        if (replies.Count == 0)
        {
            return null;
        }

        var (chat, question) = (replies[0].ChatId, replies[0].ParentId);
        var isSame = (ask.ChatId ?? chat) == chat
            && (ask.Message is null || await db.Messages.Where(m => m.Id == question).Select(m => m.Text).FirstOrDefaultAsync(ct) is { } asked && asked.Trim() == StoredText.Clean(ask.Message).Trim());
        return isSame ? AcceptedAnswers.Of(chat, AcceptedAnswers.AsAskedFor(replies)) : ChatErrors.KeyTaken;
    }
}
