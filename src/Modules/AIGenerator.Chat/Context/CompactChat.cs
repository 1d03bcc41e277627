using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Live;
using AIGenerator.Chat.Markdown;
using AIGenerator.Chat.Messages;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Results;
using AIGenerator.Models;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Context;

/// <summary>Lets a model sum up a branch: generation, hold and the summary's row in one transaction, then the run.</summary>
internal sealed class CompactChat(AppDb db, IModelCatalogue models, ITextGenerations texts, SummaryPrompt prompts, INodeBus bus, TimeProvider clock, CurrentUser user)
{
    /// <summary>
    /// Begins a summary; the same key again gives the first one. Refusals: <c>chat.unknown</c>, <c>chat.read-only</c>, <c>chat.busy</c>,
    /// <c>chat.unknown-message</c>, <c>chat.nothing-to-compact</c>, <c>chat.idempotency-key-taken</c>, those of the model and of the wallet.
    /// </summary>
    public async Task<Result<CompactResponse>> BeginAsync(Guid key, Guid chatId, CompactRequest request, CancellationToken ct)
    {
        if (user.Role == WorkspaceRole.Viewer && user.IsSignedIn)
        {
            return ChatErrors.ReadOnly;
        }

        if (await FirstOfAsync(key, chatId, request, ct) is { } first)
        {
            return first;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var written = await WriteAsync(key, chatId, request, ct);
        if (!written.Ok(out var begun, out var refusal))
        {
            // The same key twice at once: the second waited for the first and finds it now.
            await transaction.RollbackAsync(ct);
            return await FirstOfAsync(key, chatId, request, ct) is { } twin ? twin : refusal;
        }

        await transaction.CommitAsync(CancellationToken.None);
        texts.Start(begun.Accepted, begun.Prompt, new LiveMarkdown());
        return begun.Response;
    }

    /// <summary>What a summary would cost now. Refusals as of <see cref="BeginAsync"/>, but for a reply at work.</summary>
    public async Task<Result<CompactPriceResponse>> PriceAsync(Guid chatId, CompactRequest request, CancellationToken ct)
    {
        var workspace = user.Workspace ?? default;
        var chat = await db.Chats.AsNoTracking().FirstOrDefaultAsync(c => c.Id == chatId && c.WorkspaceId == workspace && c.DeletedAt == null, ct);
        if (!(await AboutAsync(chat, request, ct)).Ok(out var about, out var refusal))
        {
            return refusal;
        }

        var price = texts.Estimate(about.Model, about.What.Tokens);
        return about.Model.IsFree
            ? new CompactPriceResponse(about.Model.Id, about.What.Messages, 0, 0)
            : new CompactPriceResponse(about.Model.Id, about.What.Messages, price.Expected.Value, price.AtMost.Value);
    }

    private async Task<Result<Begun>> WriteAsync(Guid key, Guid chatId, CompactRequest request, CancellationToken ct)
    {
        var chat = await ChatLock.TakeAsync(db, chatId, user.Workspace ?? default, ct);
        if (chat?.RunningReplies > 0)
        {
            return ChatErrors.Busy;
        }

        if (!(await AboutAsync(chat, request, ct)).Ok(out var about, out var refusal))
        {
            return refusal;
        }

        var wanted = new TextRequest(key, chat!.WorkspaceId, SummaryTexts.OwnerKind, about.Model, about.What.Tokens);
        if (!(await texts.AcceptAsync(wanted, ct)).Ok(out var accepted, out var refused))
        {
            return refused;
        }

        if (accepted.IsRepeat)
        {
            return ChatErrors.Busy;
        }

        var now = clock.GetUtcNow();
        var summary = new SummaryRow
        {
            Id = MessageIds.After(about.Leaf, now), ChatId = chat.Id, MessageId = about.Leaf, Messages = about.What.Messages, Text = "", Model = about.Model.Id,
            GenerationId = key, State = GenerationState.Running, HeldCredits = accepted.Held, CreatedAt = now,
        };
        db.Summaries.Add(summary);
        chat.RunningReplies++;
        chat.UpdatedAt = now;
        await db.SaveChangesAsync(ct);
        await ChatNews.AnnounceAsync(bus, db, chat.WorkspaceId, chat.Id, ct);
        return new Begun(accepted, about.What.Prompt, ResponseOf(summary));
    }

    private async Task<Result<About>> AboutAsync(ChatRow? chat, CompactRequest request, CancellationToken ct)
    {
        if (chat is null)
        {
            return ChatErrors.Unknown;
        }

        var asked = request.Model ?? chat.Model;
        if (models.Resolve(asked) is not { } model)
        {
            return ChatErrors.UnknownModel(asked);
        }

        if (!user.IsSignedIn && !model.IsFree)
        {
            return ChatErrors.SignInForModel;
        }

        if (request.MessageId is { } named && !await Branch.IsVisibleAsync(db, chat.Id, named, ct))
        {
            return ChatErrors.UnknownMessage;
        }

        return (request.MessageId ?? chat.LeafId) is { } leaf && await prompts.AboutAsync(leaf, model, ct) is { } what && what.Tokens < model.ContextTokens
            ? new About(leaf, model, what)
            : ChatErrors.NothingToCompact;
    }

    private async Task<Result<CompactResponse>?> FirstOfAsync(Guid key, Guid chatId, CompactRequest request, CancellationToken ct)
    {
        var workspace = user.Workspace ?? default;
        var row = await db.Summaries.AsNoTracking().Join(db.Chats, s => s.ChatId, c => c.Id, (s, c) => new { Summary = s, c.WorkspaceId })
            .Where(row => row.Summary.GenerationId == key && row.WorkspaceId == workspace).Select(row => row.Summary).FirstOrDefaultAsync(ct);
        return row is null ? null
            : row.ChatId == chatId && (request.MessageId ?? row.MessageId) == row.MessageId && (request.Model ?? row.Model) == row.Model ? ResponseOf(row)
            : ChatErrors.KeyTaken;
    }

    private static CompactResponse ResponseOf(SummaryRow row) =>
        new(row.ChatId, row.Id, row.MessageId, row.GenerationId!.Value, row.Model, row.Messages, row.HeldCredits.Value);

    private sealed record About(Guid Leaf, TextModel Model, Compacting What);

    private sealed record Begun(AcceptedText Accepted, TextPrompt Prompt, CompactResponse Response);
}
