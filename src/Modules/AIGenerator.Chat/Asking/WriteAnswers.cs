using AIGenerator.Chat.Attachments;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Context;
using AIGenerator.Chat.Messages;
using AIGenerator.Chat.Web;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Results;
using AIGenerator.Kernel.Text;
using AIGenerator.Media;
using AIGenerator.Models;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Asking;

/// <summary>Begins answers that are written: each model's prompt, its generation and its hold.</summary>
internal sealed class WriteAnswers(
    AppDb db, ITextGenerations texts, Conversation conversation, MessageAttachments attachments, SeeingModels seeing, AddMessages messages, TimeProvider clock)
{
    public async Task<Result<AcceptedAsk>> BeginAsync(PlacedAsk wish, WebFindings found, CancellationToken ct)
    {
        var (id, user, ask, chat, place, answering, retried) = wish;
        if (!(await FilesAsync(wish, ct)).Ok(out var files, out var unfit))
        {
            return unfit;
        }

        var message = ask.Message is null ? null : StoredText.Clean(ask.Message);
        var settings = chat is null ? ask.Start?.Settings ?? ChatSettings.None : ChatSettings.Of(chat);
        List<ConversationPrompt> prompts = [];
        foreach (var model in answering.Models)
        {
            var prompt = await conversation.PromptAsync(place.Parent, message, files, place.IsRest ? AnswerWish.Continue : ask.Wish, settings, model, found, ct);
            if (prompt.Tokens >= model.ContextTokens)
            {
                return ChatErrors.TooLong;
            }

            prompts.Add(prompt);
        }

        var accepted = await texts.AcceptAllAsync(
            [.. answering.Models.Select((model, i) => RequestOf(i == 0 ? id : null, user, model, prompts[i], i == 0 ? found.Fee : Credits.Zero))], ct);
        if (!accepted.Ok(out var generations, out var refusal))
        {
            return refusal;
        }

        if (generations[0].IsRepeat)
        {
            return ChatErrors.Busy;
        }

        if (chat is not null)
        {
            chat.Model = answering.Own ?? chat.Model;
        }

        NewReply[] replies = [.. answering.Models.Zip(generations, (model, generation) => new NewReply(model.Id, generation.Id, generation.Held))];
        var added = new NewMessages(message, files, replies) { Comparison = replies.Length > 1 ? id : retried, Found = found };
        var response = answering.Replacing(await messages.AddAsync(wish, added, ct));
        var begins = prompts[0].IsCut ? prompts[0].Begins ?? response.UserMessageId : (Guid?)null;
        return new AcceptedAsk(response with { MemoryBeginsAt = begins }, await StartingAsync(generations, prompts, ct));
    }

    /// <summary>The new message's files, where the models can do something with them; also refuses an answer about pictures by a model that sees none.</summary>
    private async Task<Result<List<AttachmentRow>>> FilesAsync(PlacedAsk wish, CancellationToken ct)
    {
        var (_, user, ask, _, place, answering, _) = wish;
        if (!(await attachments.TakeAsync(ask.Message is null ? null : ask.Attachments, user, ct)).Ok(out var files, out var refusal))
        {
            return refusal;
        }

        var shows = ask.Message is null && place.Parent is { } about
            ? await db.Attachments.AnyAsync(a => a.MessageId == about && a.Kind == FileKind.Picture, ct)
            : files.Exists(file => file.Kind == FileKind.Picture);
        return shows && answering.Models.FirstOrDefault(model => !model.Capabilities.Vision) is { } blind ? await seeing.RefusalAsync(blind, user, ct) : files;
    }

    private async Task<List<StartingText>> StartingAsync(AcceptedText[] accepted, List<ConversationPrompt> prompts, CancellationToken ct)
    {
        List<StartingText> starting = [];
        foreach (var (text, prompt) in accepted.Zip(prompts))
        {
            starting.Add(new StartingText(text, await conversation.LoadAsync(prompt, ct)));
        }

        return starting;
    }

    // One search serves all answers of a comparison: the first one carries its fee.
    private TextRequest RequestOf(Guid? id, CurrentUser user, TextModel model, ConversationPrompt prompt, Credits fee) =>
        new(id ?? Guid.CreateVersion7(clock.GetUtcNow()), user.WorkspaceId, ChatTexts.OwnerKind, model, prompt.Tokens, fee);
}
