using AIGenerator.Chat.Attachments;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Compare;
using AIGenerator.Chat.Context;
using AIGenerator.Chat.Live;
using AIGenerator.Chat.Temporary;
using AIGenerator.Chat.Web;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Messages;

/// <summary>Accepts a wish for an answer, or for several side by side: chat, messages, generations and holds in one transaction, then the runs. Nothing old is changed.</summary>
internal sealed class AskHandler(
    AppDb db, PlanAnswer plan, ITextGenerations texts, Conversation conversation, MessageAttachments attachments, WebSources web, SearchTurns searches, INodeBus bus, TimeProvider clock)
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

        using var turn = ask is { Web: true, Message: not null } ? await searches.EnterAsync(user.WorkspaceId, ct) : null;
        if (await FirstOfAsync(id, user.WorkspaceId, ct) is { } first)
        {
            return first;
        }

        if (turn is not null && await RefusalAsync(id, user, ask, ct) is { } unanswerable)
        {
            return unanswerable;
        }

        // Before the transaction: an engine may take seconds, and no row is locked for it.
        if (!(await web.FindAsync(ask, user, ct)).Ok(out var found, out var noSearch))
        {
            return noSearch;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var written = await WriteAsync(id, user, ask, found, ct);
        if (!written.Ok(out var reply, out var refusal))
        {
            // The same message sent twice at once: the second waited for the first and finds it now.
            await transaction.RollbackAsync(ct);
            return await FirstOfAsync(id, user.WorkspaceId, ct) is { } twin ? twin : refusal;
        }

        // From here on the reply is accepted, whether its sender still listens or not.
        await transaction.CommitAsync(CancellationToken.None);
        var sources = StoredSources.Cited(reply.Told.Pages);
        foreach (var (accepted, prompt) in reply.Accepted.Zip(reply.Prompts))
        {
            texts.Start(accepted, prompt, ChatTexts.RendererOf(sources));
        }

        return reply.Response;
    }

    /// <summary>Whatever would refuse the answer after its search: a search costs its owner money, so all that is cheap to know is known before.</summary>
    private async Task<Error?> RefusalAsync(Guid id, CurrentUser user, Ask ask, CancellationToken ct)
    {
        if (await web.RefusalAsync(user, ct) is { } noSearch)
        {
            return noSearch;
        }

        var planned = await plan.HandleAsync(user, ask, WebFindings.Nothing, ct);

        // Looked at without locks: the transaction reads all of it again.
        db.ChangeTracker.Clear();
        return planned.Ok(out var answer, out var refusal)
            ? await texts.RefusalAsync(RequestsOf(id, user, answer, web.Price, WebFindings.MostTokens), ct)
            : refusal;
    }

    private async Task<Result<AcceptedReply>> WriteAsync(Guid id, CurrentUser user, Ask ask, WebFindings found, CancellationToken ct)
    {
        var planned = await plan.HandleAsync(user, ask, found, ct);
        while (!planned.Ok(out _, out var refused) && refused == ChatErrors.TooLong && found.Pages.Count > 0)
        {
            // The question had room alone, and the search is spent: it gets as many pages as fit.
            found = found with { Pages = [.. found.Pages.SkipLast(1)] };
            planned = await plan.HandleAsync(user, ask, found, ct);
        }

        if (!planned.Ok(out var answer, out var unanswerable))
        {
            return unanswerable;
        }

        var accepted = await texts.AcceptAllAsync(RequestsOf(id, user, answer, found.Fee), ct);
        if (!accepted.Ok(out var generations, out var refusal))
        {
            return refusal;
        }

        if (generations[0].IsRepeat)
        {
            return ChatErrors.Busy;
        }

        var chosen = answer.Chosen;
        var title = string.IsNullOrWhiteSpace(answer.Message) ? answer.Files.FirstOrDefault()?.Name : answer.Message;
        var chat = answer.Chat ?? NewChat(user.WorkspaceId, title ?? "", chosen.Own ?? chosen.Models[0].Id, ask.Start);
        chat.Model = chosen.Own ?? chat.Model;
        var response = await AddAsync(chat, answer, generations, chosen.Models.Count > 1 ? id : answer.Retried, ask.About, found, ct);
        response = chosen.Replacing(response) with { MemoryBeginsAt = answer.Prompts[0].IsCut ? answer.Prompts[0].Begins ?? response.UserMessageId : null };
        return new AcceptedReply(generations, await LoadedAsync(answer.Prompts, ct), found, response);
    }

    private ChatRow NewChat(WorkspaceId workspace, string message, string model, ChatStart? start)
    {
        var now = clock.GetUtcNow();
        var chat = new ChatRow
        {
            Id = Guid.CreateVersion7(now), WorkspaceId = workspace, Title = ChatTitle.From(message), Model = model, CreatedAt = now, UpdatedAt = now,
            Instructions = start?.Settings.Instructions, Temperature = start?.Settings.Temperature ?? Temperature.Balanced,
            ExpiresAt = start is { IsTemporary: true } ? now + TemporaryChats.Lifetime : null,
        };
        db.Chats.Add(chat);
        return chat;
    }

    private async Task<PostMessageResponse> AddAsync(
        ChatRow chat, PlannedAnswer answer, AcceptedText[] generations, Guid? comparison, Guid? about, WebFindings found, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (parent, message, files, models) = (answer.Parent, answer.Message, answer.Files, answer.Chosen.Models);

        // After all that is there: siblings are shown in the order in which they were written.
        var newest = await db.Messages.AsNoTracking().Where(m => m.ChatId == chat.Id).OrderByDescending(m => m.Id).Select(m => (Guid?)m.Id).FirstOrDefaultAsync(ct);
        var above = parent;
        if (message is not null)
        {
            var question = new MessageRow
            {
                Id = MessageIds.After(newest, now), ChatId = chat.Id, ParentId = parent, Role = MessageRole.User, Text = message, CreatedAt = now,
            };
            db.Messages.Add(question);
            above = newest = question.Id;
        }

        List<MessageRow> replies = [];
        for (var i = 0; i < generations.Length; i++)
        {
            replies.Add(new MessageRow
            {
                Id = MessageIds.After(i == 0 ? newest : replies[^1].Id, now), ChatId = chat.Id, ParentId = above, Role = MessageRole.Assistant, Text = "",
                Model = models[i].Id, GenerationId = generations[i].Id, State = GenerationState.Running, HeldCredits = generations[i].Held,
                ComparisonId = comparison, Sources = StoredSources.Write(found.Pages), CreatedAt = now,
            });
        }

        db.Messages.AddRange(replies);
        chat.UpdatedAt = now;
        chat.ExpiresAt = chat.ExpiresAt is null ? null : now + TemporaryChats.Lifetime;

        // One column of a comparison that is tried again does not take the chat away from the column that it goes on from.
        chat.LeafId = message is null && comparison is not null && chat.LeafId != about ? chat.LeafId : replies[0].Id;
        chat.RunningReplies += replies.Count;
        await db.SaveChangesAsync(ct);
        if (files.Count > 0)
        {
            attachments.Put(files, above!.Value);
            await db.SaveChangesAsync(ct);
        }

        await ChatNews.AnnounceAsync(bus, db, chat.WorkspaceId, chat.Id, ct);
        return AcceptedAnswers.Of(chat.Id, replies);
    }

    private async Task<List<TextPrompt>> LoadedAsync(IReadOnlyList<ConversationPrompt> prompts, CancellationToken ct)
    {
        List<TextPrompt> loaded = [];
        foreach (var prompt in prompts)
        {
            loaded.Add(await conversation.LoadAsync(prompt, ct));
        }

        return loaded;
    }

    // One search serves all answers of a comparison: the first one carries its fee.
    private TextRequest[] RequestsOf(Guid id, CurrentUser user, PlannedAnswer answer, Credits fee, int more = 0) => [.. answer.Chosen.Models.Select((model, i) =>
        new TextRequest(
            i == 0 ? id : Guid.CreateVersion7(clock.GetUtcNow()), user.WorkspaceId, ChatTexts.OwnerKind, model, answer.Prompts[i].Tokens + more, i == 0 ? fee : Credits.Zero))];

    private async Task<PostMessageResponse?> FirstOfAsync(Guid id, WorkspaceId workspace, CancellationToken ct)
    {
        var replies = await (
            from message in db.Messages.AsNoTracking()
            join chat in db.Chats on message.ChatId equals chat.Id
            where (message.GenerationId == id || message.ComparisonId == id) && chat.WorkspaceId == workspace
            select message).ToListAsync(ct);
        return replies.Count == 0 ? null : AcceptedAnswers.Of(replies[0].ChatId, AcceptedAnswers.AsAskedFor(replies));
    }

    /// <summary>What is written; of the pages that were found, those that found room.</summary>
    private sealed record AcceptedReply(AcceptedText[] Accepted, List<TextPrompt> Prompts, WebFindings Told, PostMessageResponse Response);
}
