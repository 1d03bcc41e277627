using AIGenerator.Chat.Attachments;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Compare;
using AIGenerator.Chat.Context;
using AIGenerator.Chat.Drawing;
using AIGenerator.Chat.Live;
using AIGenerator.Chat.Temporary;
using AIGenerator.Chat.Web;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Results;
using AIGenerator.Kernel.Text;
using AIGenerator.Media;
using AIGenerator.Models;
using AIGenerator.Providers.Media;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Messages;

/// <summary>Accepts a wish for an answer, or for several side by side: chat, messages, generations and holds in one transaction, then the runs. Nothing old is changed.</summary>
internal sealed class AskHandler(
    AppDb db, AnsweringModels models, Artists artists, ITextGenerations texts, IImageGenerations images, Conversation conversation, MessageAttachments attachments, SeeingModels seeing,
    WebSources web, INodeBus bus, TimeProvider clock)
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

        if (await FirstOfAsync(id, user.WorkspaceId, ct) is { } first)
        {
            return first;
        }

        var artist = await artists.OfAsync(ask, ct);
        ask = artist is null ? ask : ask with { ModelOnce = null, Web = false };
        if (web.Searches(ask, user) && await RehearseAsync(id, user, ask, ct) is { } hopeless)
        {
            return await FirstOfAsync(id, user.WorkspaceId, ct) is { } earlier ? earlier : hopeless;
        }

        // Before the transaction: an engine may take seconds, and no row is locked for it.
        if (!(await web.FindAsync(ask, user, ct)).Ok(out var found, out var noSearch))
        {
            return noSearch;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var written = await WriteAsync(id, user, ask, found, artist, ct);
        if (!written.Ok(out var reply, out var refusal))
        {
            // The same message sent twice at once: the second waited for the first and finds it now.
            await transaction.RollbackAsync(ct);
            return await FirstOfAsync(id, user.WorkspaceId, ct) is { } twin ? twin : refusal;
        }

        // From here on the reply is accepted, whether its sender still listens or not.
        await transaction.CommitAsync(CancellationToken.None);
        var sources = StoredSources.Cited(found.Pages);
        foreach (var (accepted, prompt) in reply.Accepted.Zip(reply.Prompts))
        {
            texts.Start(accepted, prompt, ChatTexts.RendererOf(sources));
        }

        return reply.Response;
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

    private async Task<Result<AcceptedReply>> WriteAsync(Guid id, CurrentUser user, Ask ask, WebFindings found, Artist? artist, CancellationToken ct)
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

        if (!(await PlaceAsync(chat, ask, ct)).Ok(out var place, out var nowhere))
        {
            return nowhere;
        }

        if (!models.For(ask, chat?.Model, !user.IsSignedIn).Ok(out var chosen, out var unusable))
        {
            return unusable;
        }

        var wish = new PlacedAsk(id, user, ask, chat, place, chosen, retried);
        return artist is null ? await TellAsync(wish, found, ct) : await DrawAsync(wish, artist, ct);
    }

    /// <summary>Begins the answers that are written.</summary>
    private async Task<Result<AcceptedReply>> TellAsync(PlacedAsk wish, WebFindings found, CancellationToken ct)
    {
        var (id, user, ask, chat, place, chosen, retried) = wish;
        if (!(await FilesAsync(place.Parent, ask, chosen.Models, user, ct)).Ok(out var files, out var unfit))
        {
            return unfit;
        }

        var message = ask.Message is null ? null : StoredText.Clean(ask.Message);
        var settings = chat is null ? ask.Start?.Settings ?? ChatSettings.None : ChatSettings.Of(chat);
        List<ConversationPrompt> prompts = [];
        foreach (var model in chosen.Models)
        {
            var prompt = await conversation.PromptAsync(place.Parent, message, files, place.IsRest ? AnswerWish.Continue : ask.Wish, settings, model, found, ct);
            if (prompt.Tokens >= model.ContextTokens)
            {
                return ChatErrors.TooLong;
            }

            prompts.Add(prompt);
        }

        var accepted = await texts.AcceptAllAsync([.. chosen.Models.Select((model, i) => RequestOf(i == 0 ? id : null, user, model, prompts[i], i == 0 ? found.Fee : Credits.Zero))], ct);
        if (!accepted.Ok(out var generations, out var refusal))
        {
            return refusal;
        }

        if (generations[0].IsRepeat)
        {
            return ChatErrors.Busy;
        }

        chat = chat ?? NewChat(user.WorkspaceId, string.IsNullOrWhiteSpace(message) ? files[0].Name : message, chosen.Own ?? chosen.Models[0].Id, ask.Start);
        chat.Model = chosen.Own ?? chat.Model;
        List<NewReply> replies = [.. chosen.Models.Zip(generations, (model, generation) => new NewReply(model.Id, generation.Id, generation.Held))];
        var response = await AddAsync(chat, place.Parent, message, files, replies, chosen.Models.Count > 1 ? id : retried, ask.About, found, ct);
        response = chosen.Replacing(response) with { MemoryBeginsAt = prompts[0].IsCut ? prompts[0].Begins ?? response.UserMessageId : null };
        return new AcceptedReply(generations, await LoadedAsync(prompts, ct), response);
    }

    /// <summary>Begins the answer that is drawn: the message is what is to be seen, and a job of the engine draws it.</summary>
    private async Task<Result<AcceptedReply>> DrawAsync(PlacedAsk wish, Artist artist, CancellationToken ct)
    {
        var (id, user, ask, chat, place, chosen, _) = wish;
        if (!user.IsSignedIn)
        {
            return ChatErrors.SignInForModel;
        }

        // Pictures lie in the library, where nothing is forgotten after a day.
        if (chat is null ? ask.Start?.IsTemporary == true : chat.ExpiresAt is not null)
        {
            return ChatErrors.TemporaryDrawing;
        }

        if (ask.Attachments is { Count: > 0 })
        {
            return ChatErrors.DrawsFromWords(artist.Model.Name);
        }

        var message = ask.Message is null ? null : StoredText.Clean(ask.Message).Trim();
        var words = message ?? await db.Messages.Where(m => m.Id == place.Parent && m.Role == MessageRole.User).Select(m => m.Text).FirstOrDefaultAsync(ct);
        if (string.IsNullOrEmpty(words))
        {
            return ChatErrors.Blank;
        }

        var order = new ImageCommand(id, user.WorkspaceId, ChatTexts.OwnerKind, artist.Model, new ImageRequest(ImageTask.Create, words));
        if (!(await images.AcceptAsync(order, ct)).Ok(out var accepted, out var refusal))
        {
            return refusal;
        }

        // The key of this very message finds its reply; any other order of it stands elsewhere.
        if (accepted.IsRepeat)
        {
            return ChatErrors.KeyTaken;
        }

        chat = chat ?? NewChat(user.WorkspaceId, words, chosen.Own ?? chosen.Models[0].Id, ask.Start);
        var reply = new NewReply(artist.Model.Id, accepted.Id, accepted.Held, IsPicture: true);
        var response = await AddAsync(chat, place.Parent, message, [], [reply], comparison: null, ask.About, WebFindings.None, ct);
        return new AcceptedReply([], [], response with { ReplacedModel = artist.Replaced });
    }

    /// <summary>The new message's files, where the model can do something with them; also refuses an answer about pictures by a model that sees none.</summary>
    private async Task<Result<List<AttachmentRow>>> FilesAsync(Guid? place, Ask ask, IReadOnlyList<TextModel> chosen, CurrentUser user, CancellationToken ct)
    {
        if (!(await attachments.TakeAsync(ask.Message is null ? null : ask.Attachments, user, ct)).Ok(out var files, out var refusal))
        {
            return refusal;
        }

        var shows = ask.Message is null && place is { } about
            ? await db.Attachments.AnyAsync(a => a.MessageId == about && a.Kind == FileKind.Picture, ct)
            : files.Exists(file => file.Kind == FileKind.Picture);
        return shows && chosen.FirstOrDefault(model => !model.Capabilities.Vision) is { } blind ? await seeing.RefusalAsync(blind, user, ct) : files;
    }

    /// <summary>What the new message, or the new answer, stands under.</summary>
    private async Task<Result<Place>> PlaceAsync(ChatRow? chat, Ask ask, CancellationToken ct)
    {
        if ((ask.Edits ?? ask.About ?? ask.ParentId) is not { } named)
        {
            return new Place(chat?.LeafId);
        }

        if (chat is null || !await Branch.IsVisibleAsync(db, chat.Id, named, ct))
        {
            return ChatErrors.UnknownMessage;
        }

        var message = await db.Messages.AsNoTracking().SingleAsync(m => m.Id == named, ct);
        var isAnswer = message.Role == MessageRole.Assistant;
        if (ask.Edits is not null)
        {
            return isAnswer ? ChatErrors.NotYours : new Place(message.ParentId);
        }

        if (ask.About is null || !isAnswer || ask.Wish == AnswerWish.Continue)
        {
            return ask.Wish == AnswerWish.Continue && !isAnswer ? ChatErrors.NothingToContinue : new Place(message.Id);
        }

        // An answer that continued another is asked for again as a continuation.
        var isRest = await db.Messages.AnyAsync(m => m.Id == message.ParentId && m.Role == MessageRole.Assistant, ct);
        return new Place(message.ParentId, isRest);
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
        ChatRow chat, Guid? parent, string? message, List<AttachmentRow> files, List<NewReply> begun, Guid? comparison, Guid? about, WebFindings found, CancellationToken ct)
    {
        var now = clock.GetUtcNow();

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
        foreach (var reply in begun)
        {
            replies.Add(new MessageRow
            {
                Id = MessageIds.After(replies.Count == 0 ? newest : replies[^1].Id, now), ChatId = chat.Id, ParentId = above, Role = MessageRole.Assistant, Text = "",
                Model = reply.Model, GenerationId = reply.Generation, State = GenerationState.Running, HeldCredits = reply.Held, IsPicture = reply.IsPicture,
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

    private async Task<List<TextPrompt>> LoadedAsync(List<ConversationPrompt> prompts, CancellationToken ct)
    {
        List<TextPrompt> loaded = [];
        foreach (var prompt in prompts)
        {
            loaded.Add(await conversation.LoadAsync(prompt, ct));
        }

        return loaded;
    }

    // One search serves all answers of a comparison: the first one carries its fee.
    private TextRequest RequestOf(Guid? id, CurrentUser user, TextModel model, ConversationPrompt prompt, Credits fee) =>
        new(id ?? Guid.CreateVersion7(clock.GetUtcNow()), user.WorkspaceId, ChatTexts.OwnerKind, model, prompt.Tokens, fee);

    private async Task<PostMessageResponse?> FirstOfAsync(Guid id, WorkspaceId workspace, CancellationToken ct)
    {
        var replies = await (
            from message in db.Messages.AsNoTracking()
            join chat in db.Chats on message.ChatId equals chat.Id
            where (message.GenerationId == id || message.ComparisonId == id) && chat.WorkspaceId == workspace
            select message).ToListAsync(ct);
        return replies.Count == 0 ? null : AcceptedAnswers.Of(replies[0].ChatId, AcceptedAnswers.AsAskedFor(replies));
    }

    private sealed record Place(Guid? Parent, bool IsRest = false);

    private sealed record PlacedAsk(Guid Id, CurrentUser User, Ask Ask, ChatRow? Chat, Place Place, Answering Answering, Guid? Retried);

    private sealed record NewReply(string Model, Guid Generation, Credits Held, bool IsPicture = false);

    private sealed record AcceptedReply(AcceptedText[] Accepted, List<TextPrompt> Prompts, PostMessageResponse Response);
}
