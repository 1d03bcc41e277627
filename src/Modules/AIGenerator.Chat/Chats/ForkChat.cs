using AIGenerator.Chat.Attachments;
using AIGenerator.Chat.Context;
using AIGenerator.Chat.Live;
using AIGenerator.Chat.Messages;
using AIGenerator.Chat.Search;
using AIGenerator.Chat.Temporary;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Queue;
using AIGenerator.Kernel.Results;
using AIGenerator.Kernel.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Chats;

/// <summary>Body of <c>POST /api/chat/{chatId}/forks</c>.</summary>
/// <param name="MessageId">The last message of the copy; the branch that leads to it is copied.</param>
public sealed record ForkChatRequest(Guid MessageId);

/// <summary>The new chat.</summary>
public sealed record ForkChatResponse(Guid ChatId);

internal static class ForkChatEndpoint
{
    public static void Map(IEndpointRouteBuilder chat) => chat.MapPost("/{chatId:guid}/forks", HandleAsync)
        .WithName("ForkChat").WithSummary("Copy a branch of a chat into a new one");

    private static async Task<Results<Created<ForkChatResponse>, ProblemHttpResult>> HandleAsync(
        Guid chatId, ForkChatRequest request, [FromHeader(Name = "Idempotency-Key")] string? key,
        CurrentUser user, AppDb db, INodeBus bus, IQueue queue, ILocalizer texts, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        if (!IdempotencyKey.Read(key, clock).Ok(out var id, out var wrongKey))
        {
            return wrongKey.ToProblem(http);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!user.MayWrite() || await ChatLock.TakeAsync(db, chatId, user.WorkspaceId, ct) is not { } chat)
        {
            return ChatErrors.Unknown.ToProblem(http);
        }

        // The same key again finds the copy that the first one made. Another chat under it, of whomever, is none of this one's copies.
        await KeyLock.TakeAsync(db, id, ct);
        var made = await db.Chats.AsNoTracking().Where(c => c.Id == id).Select(c => new { c.WorkspaceId, c.ForkedFrom }).FirstOrDefaultAsync(ct);
        if (made is not null && (made.WorkspaceId != user.WorkspaceId || made.ForkedFrom != request.MessageId))
        {
            return ChatErrors.KeyTaken.ToProblem(http);
        }

        if (made is null)
        {
            if (!await Branch.IsVisibleAsync(db, chatId, request.MessageId, ct))
            {
                return ChatErrors.UnknownMessage.ToProblem(http);
            }

            queue.Enqueue(new IndexChat(id));
            await CopyAsync(db, chat, id, request.MessageId, texts, clock, ct);
            await ChatNews.AnnounceAsync(bus, db, user.WorkspaceId, id, ct);
        }

        await transaction.CommitAsync(ct);
        return TypedResults.Created($"/api/chat/history/{id}", new ForkChatResponse(id));
    }

    private static async Task CopyAsync(AppDb db, ChatRow chat, Guid id, Guid last, ILocalizer texts, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var copy = new ChatRow
        {
            Id = id,
            WorkspaceId = chat.WorkspaceId,
            Title = StoredText.Cut(texts.Format("chat.fork-title", ("title", chat.Title)), ChatRowConfiguration.TitleLength),
            Model = chat.Model,
            CreatedAt = now,
            UpdatedAt = now,
            Instructions = chat.Instructions,
            Temperature = chat.Temperature,
            ExpiresAt = chat.ExpiresAt is null ? null : now + TemporaryChats.Lifetime,
            ForkedFrom = last,
        };
        var branch = await Branch.UpAsync(db, last, Branch.Longest, ct);
        var copies = new Dictionary<Guid, Guid>();
        foreach (var message in branch.Where(m => m.State is null or GenerationState.Succeeded))
        {
            var row = CopyOf(message, id, copy.LeafId);
            db.Messages.Add(row);
            copies[message.Id] = row.Id;
            copy.LeafId = row.Id;
        }

        db.Chats.Add(copy);
        await db.SaveChangesAsync(ct);
        foreach (var summary in (await Summaries.BehindAsync(db, copies.Keys, ct)).SelectMany(behind => behind.Where(s => s.IsUsed)))
        {
            db.Summaries.Add(summary.CopyFor(Guid.CreateVersion7(now), id, copies[summary.MessageId]));
        }

        foreach (var file in (await MessageAttachments.OfAsync(db, copies.Keys, ct)).SelectMany(files => files))
        {
            db.Attachments.Add(file.CopyFor(Guid.CreateVersion7(now), copies[file.MessageId!.Value], file.Position));
        }

        await db.SaveChangesAsync(ct);
    }

    private static MessageRow CopyOf(MessageRow message, Guid chat, Guid? parent) => new()
    {
        Id = MessageIds.After(parent, message.CreatedAt),
        ChatId = chat,
        ParentId = parent,
        Role = message.Role,
        Text = message.Text,
        Reasoning = message.Reasoning,
        Model = message.Model,
        State = message.State,
        StopReason = message.StopReason,
        EchoProvider = message.EchoProvider,
        EchoJson = message.EchoJson,
        Sources = message.Sources,
        IsPicture = message.IsPicture,
        CreatedAt = message.CreatedAt,
    };
}
