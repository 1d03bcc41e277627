using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Live;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Results;
using AIGenerator.Kernel.Text;
using AIGenerator.Models;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Messages;

/// <summary>Accepts a message: chat, both messages, generation and hold in one transaction, then the run.</summary>
internal sealed class PostMessageHandler(
    AppDb db, IModelCatalogue models, ITextGenerations texts, Conversation conversation, INodeBus bus, TimeProvider clock)
{
    public async Task<Result<PostMessageResponse>> HandleAsync(Guid id, CurrentUser user, PostMessageRequest request, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Message))
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
        var written = await WriteAsync(id, user, request, ct);
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

    private async Task<Result<AcceptedReply>> WriteAsync(Guid id, CurrentUser user, PostMessageRequest request, CancellationToken ct)
    {
        var chat = request.ChatId is { } chatId ? await LockAsync(chatId, user.WorkspaceId, ct) : null;
        if (request.ChatId is not null && chat is null)
        {
            return ChatErrors.Unknown;
        }

        if (chat?.RunningGenerationId is not null)
        {
            return ChatErrors.Busy;
        }

        var asked = request.Model ?? chat?.Model ?? (user.IsSignedIn ? models.Default.Id : models.BuiltIn.Id);
        if (models.Resolve(asked) is not { } model)
        {
            return ChatErrors.UnknownModel(asked);
        }

        if (!user.IsSignedIn && !model.IsFree)
        {
            return ChatErrors.SignInForModel;
        }

        var message = StoredText.Clean(request.Message);
        var leaf = chat is null ? null : await conversation.LeafOfAsync(chat.Id, ct);
        var prompt = await conversation.PromptAsync(leaf, message, model, ct);
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

        var response = await AddAsync(chat, leaf, message, model, generation, user.WorkspaceId, ct);
        return new AcceptedReply(generation, prompt.Prompt, response with { ReplacedModel = model.Id == asked ? null : asked });
    }

    // One message at a time for a chat: whoever comes second sees the running reply.
    private async Task<ChatRow?> LockAsync(Guid chat, WorkspaceId workspace, CancellationToken ct) => await db.Chats
        .FromSql($"select * from chat.chats where id = {chat} and workspace_id = {workspace.Value} and deleted_at is null for update")
        .FirstOrDefaultAsync(ct);

    private async Task<PostMessageResponse> AddAsync(
        ChatRow? chat, Guid? leaf, string message, TextModel model, AcceptedText generation, WorkspaceId workspace, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (chat is null)
        {
            chat = new ChatRow
            {
                Id = Guid.CreateVersion7(now), WorkspaceId = workspace, Title = ChatTitle.From(message), Model = model.Id, CreatedAt = now, UpdatedAt = now,
            };
            db.Chats.Add(chat);
        }

        chat.Model = model.Id;
        chat.UpdatedAt = now;
        chat.RunningGenerationId = generation.Id;
        var question = new MessageRow
        {
            Id = MessageIds.After(leaf, now), ChatId = chat.Id, ParentId = leaf, Role = MessageRole.User, Text = message, CreatedAt = now,
        };

        var reply = new MessageRow
        {
            Id = MessageIds.After(question.Id, now), ChatId = chat.Id, ParentId = question.Id, Role = MessageRole.Assistant, Text = "",
            Model = model.Id, GenerationId = generation.Id, State = GenerationState.Running, HeldCredits = generation.Held, CreatedAt = now,
        };
        db.Messages.AddRange(question, reply);
        await db.SaveChangesAsync(ct);
        await ChatNews.AnnounceAsync(bus, db, workspace, chat.Id, ct);
        return new PostMessageResponse(chat.Id, question.Id, reply.Id, generation.Id, model.Id, null, generation.Held.Value);
    }

    private async Task<PostMessageResponse?> FirstOfAsync(Guid id, WorkspaceId workspace, CancellationToken ct) => await (
        from message in db.Messages.AsNoTracking()
        join chat in db.Chats on message.ChatId equals chat.Id
        where message.GenerationId == id && chat.WorkspaceId == workspace
        select new PostMessageResponse(chat.Id, message.ParentId!.Value, message.Id, id, message.Model!, null, message.HeldCredits.Value))
        .FirstOrDefaultAsync(ct);

    private sealed record AcceptedReply(AcceptedText Accepted, TextPrompt Prompt, PostMessageResponse Response);
}
