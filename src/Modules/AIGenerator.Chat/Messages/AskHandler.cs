using AIGenerator.Chat.Attachments;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Context;
using AIGenerator.Chat.Live;
using AIGenerator.Chat.Temporary;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Results;
using AIGenerator.Kernel.Text;
using AIGenerator.Media;
using AIGenerator.Models;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Messages;

/// <summary>Accepts a wish for an answer: chat, messages, generation and hold in one transaction, then the run. Nothing old is changed.</summary>
internal sealed class AskHandler(
    AppDb db, IModelCatalogue models, ITextGenerations texts, Conversation conversation, MessageAttachments attachments, SeeingModels seeing, INodeBus bus, TimeProvider clock)
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

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var written = await WriteAsync(id, user, ask, ct);
        if (!written.Ok(out var reply, out var refusal))
        {
            // The same message sent twice at once: the second waited for the first and finds it now.
            await transaction.RollbackAsync(ct);
            return await FirstOfAsync(id, user.WorkspaceId, ct) is { } twin ? twin : refusal;
        }

        // From here on the reply is accepted, whether its sender still listens or not.
        await transaction.CommitAsync(CancellationToken.None);
        texts.Start(reply.Accepted, reply.Prompt);
        return reply.Response;
    }

    private async Task<Result<AcceptedReply>> WriteAsync(Guid id, CurrentUser user, Ask ask, CancellationToken ct)
    {
        var chat = ask.ChatId is { } chatId ? await ChatLock.TakeAsync(db, chatId, user.WorkspaceId, ct) : null;
        if (ask.ChatId is not null && chat is null)
        {
            return ChatErrors.Unknown;
        }

        if (chat?.RunningReplies > 0)
        {
            return ChatErrors.Busy;
        }

        if (!(await PlaceAsync(chat, ask, ct)).Ok(out var place, out var nowhere))
        {
            return nowhere;
        }

        if (!ModelFor(ask.Model ?? chat?.Model, user).Ok(out var model, out var unusable))
        {
            return unusable;
        }

        if (!(await FilesAsync(place.Parent, ask, model, user, ct)).Ok(out var files, out var unfit))
        {
            return unfit;
        }

        var message = ask.Message is null ? null : StoredText.Clean(ask.Message);
        var settings = chat is null ? ask.Start?.Settings ?? ChatSettings.None : ChatSettings.Of(chat);
        var prompt = await conversation.PromptAsync(place.Parent, message, files, place.IsRest ? AnswerWish.Continue : ask.Wish, settings, model, ct);
        if (prompt.Tokens >= model.ContextTokens)
        {
            return ChatErrors.TooLong;
        }

        var accepted = await texts.AcceptAsync(new TextRequest(id, user.WorkspaceId, ChatTexts.OwnerKind, model, prompt.Tokens), ct);
        if (!accepted.Ok(out var generation, out var refusal))
        {
            return refusal;
        }

        if (generation.IsRepeat)
        {
            return ChatErrors.Busy;
        }

        // Asking one answer of another model does not change who answers next.
        chat = chat ?? NewChat(user.WorkspaceId, string.IsNullOrWhiteSpace(message) ? files[0].Name : message, model, ask.Start);
        chat.Model = message is null ? chat.Model : model.Id;
        var response = await AddAsync(chat, place.Parent, message, files, model, generation, ct);
        var loaded = await conversation.LoadAsync(prompt, ct);
        return new AcceptedReply(generation, loaded, response with
        {
            ReplacedModel = ask.Model is null || model.Id == ask.Model ? null : ask.Model,
            MemoryBeginsAt = prompt.IsCut ? prompt.Begins ?? response.UserMessageId : null,
        });
    }

    /// <summary>The new message's files, where the model can do something with them; also refuses an answer about pictures by a model that sees none.</summary>
    private async Task<Result<List<AttachmentRow>>> FilesAsync(Guid? place, Ask ask, TextModel model, CurrentUser user, CancellationToken ct)
    {
        if (!(await attachments.TakeAsync(ask.Message is null ? null : ask.Attachments, user, ct)).Ok(out var files, out var refusal))
        {
            return refusal;
        }

        var shows = ask.Message is null && place is { } about
            ? await db.Attachments.AnyAsync(a => a.MessageId == about && a.Kind == FileKind.Picture, ct)
            : files.Exists(file => file.Kind == FileKind.Picture);
        return shows && !model.Capabilities.Vision ? await seeing.RefusalAsync(model, user, ct) : files;
    }

    private Result<TextModel> ModelFor(string? asked, CurrentUser user)
    {
        var id = asked ?? (user.IsSignedIn ? models.Default.Id : models.BuiltIn.Id);
        if (models.Resolve(id) is not { } model)
        {
            return ChatErrors.UnknownModel(id);
        }

        return user.IsSignedIn || model.IsFree ? model : ChatErrors.SignInForModel;
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

    private ChatRow NewChat(WorkspaceId workspace, string message, TextModel model, ChatStart? start)
    {
        var now = clock.GetUtcNow();
        var chat = new ChatRow
        {
            Id = Guid.CreateVersion7(now), WorkspaceId = workspace, Title = ChatTitle.From(message), Model = model.Id, CreatedAt = now, UpdatedAt = now,
            Instructions = start?.Settings.Instructions, Temperature = start?.Settings.Temperature ?? Temperature.Balanced,
            ExpiresAt = start is { IsTemporary: true } ? now + TemporaryChats.Lifetime : null,
        };
        db.Chats.Add(chat);
        return chat;
    }

    private async Task<PostMessageResponse> AddAsync(
        ChatRow chat, Guid? parent, string? message, List<AttachmentRow> files, TextModel model, AcceptedText generation, CancellationToken ct)
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

        var reply = new MessageRow
        {
            Id = MessageIds.After(newest, now), ChatId = chat.Id, ParentId = above, Role = MessageRole.Assistant, Text = "",
            Model = model.Id, GenerationId = generation.Id, State = GenerationState.Running, HeldCredits = generation.Held, CreatedAt = now,
        };
        db.Messages.Add(reply);
        chat.UpdatedAt = now;
        chat.ExpiresAt = chat.ExpiresAt is null ? null : now + TemporaryChats.Lifetime;
        chat.LeafId = reply.Id;
        chat.RunningReplies++;
        await db.SaveChangesAsync(ct);
        if (files.Count > 0)
        {
            attachments.Put(files, above!.Value);
            await db.SaveChangesAsync(ct);
        }

        await ChatNews.AnnounceAsync(bus, db, chat.WorkspaceId, chat.Id, ct);
        return new PostMessageResponse(chat.Id, above!.Value, reply.Id, generation.Id, model.Id, null, generation.Held.Value);
    }

    private async Task<PostMessageResponse?> FirstOfAsync(Guid id, WorkspaceId workspace, CancellationToken ct) => await (
        from message in db.Messages.AsNoTracking()
        join chat in db.Chats on message.ChatId equals chat.Id
        where message.GenerationId == id && chat.WorkspaceId == workspace
        select new PostMessageResponse(chat.Id, message.ParentId!.Value, message.Id, id, message.Model!, null, message.HeldCredits.Value))
        .FirstOrDefaultAsync(ct);

    private sealed record Place(Guid? Parent, bool IsRest = false);

    private sealed record AcceptedReply(AcceptedText Accepted, TextPrompt Prompt, PostMessageResponse Response);
}
