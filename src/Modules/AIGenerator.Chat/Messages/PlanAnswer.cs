using AIGenerator.Chat.Attachments;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Compare;
using AIGenerator.Chat.Context;
using AIGenerator.Chat.Web;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Kernel.Text;
using AIGenerator.Media;
using AIGenerator.Models;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Messages;

/// <summary>What a wish comes to before anything is written or paid: its chat, its place in it, its models, files and prompts. Or why it is refused.</summary>
internal sealed class PlanAnswer(AppDb db, AnsweringModels models, Conversation conversation, MessageAttachments attachments, SeeingModels seeing)
{
    /// <summary>Within a transaction the chat and the files stay locked until it ends; without one it only looks.</summary>
    public async Task<Result<PlannedAnswer>> HandleAsync(CurrentUser user, Ask ask, WebFindings found, CancellationToken ct)
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

        if (!(await FilesAsync(place.Parent, ask, chosen.Models, user, ct)).Ok(out var files, out var unfit))
        {
            return unfit;
        }

        var message = ask.Message is null ? null : StoredText.Clean(ask.Message);
        var settings = chat is null ? ask.Start?.Settings ?? ChatSettings.None : ChatSettings.Of(chat);
        List<ConversationPrompt> prompts = [];
        foreach (var model in chosen.Models)
        {
            prompts.Add(await conversation.PromptAsync(place.Parent, message, files, place.IsRest ? AnswerWish.Continue : ask.Wish, settings, model, found, ct));
        }

        return prompts.Zip(chosen.Models).Any(pair => pair.First.Tokens >= pair.Second.ContextTokens)
            ? ChatErrors.TooLong
            : new PlannedAnswer(chat, retried, place.Parent, message, files, chosen, prompts);
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

    private sealed record Place(Guid? Parent, bool IsRest = false);
}

/// <summary>A wish that nothing speaks against so far.</summary>
/// <param name="Chat">The chat that goes on; null where one begins.</param>
/// <param name="Retried">The comparison that the new answer joins.</param>
/// <param name="Parent">What the new message, or the new answer, stands under.</param>
/// <param name="Message">The new message as it will be stored; null without one.</param>
/// <param name="Files">The new message's.</param>
/// <param name="Chosen">Who answers.</param>
/// <param name="Prompts">What each of them is told.</param>
internal sealed record PlannedAnswer(
    ChatRow? Chat, Guid? Retried, Guid? Parent, string? Message, List<AttachmentRow> Files, Answering Chosen, IReadOnlyList<ConversationPrompt> Prompts);
