using AIGenerator.Chat.Attachments;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Compare;
using AIGenerator.Chat.Live;
using AIGenerator.Chat.Messages;
using AIGenerator.Chat.Temporary;
using AIGenerator.Chat.Web;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Money;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Asking;

/// <summary>Writes the rows of an accepted wish: the chat where it begins one, the question, the empty answers, the files.</summary>
internal sealed class AddMessages(AppDb db, MessageAttachments attachments, INodeBus bus, TimeProvider clock)
{
    public async Task<PostMessageResponse> AddAsync(PlacedAsk wish, NewMessages added, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var chat = wish.Chat ?? Begin(wish, added, now);

        // After all that is there: siblings are shown in the order in which they were written.
        var newest = await db.Messages.AsNoTracking().Where(m => m.ChatId == chat.Id).OrderByDescending(m => m.Id).Select(m => (Guid?)m.Id).FirstOrDefaultAsync(ct);
        var above = wish.Place.Parent;
        if (added.Message is not null)
        {
            var question = new MessageRow
            {
                Id = MessageIds.After(newest, now), ChatId = chat.Id, ParentId = above, Role = MessageRole.User, Text = added.Message, CreatedAt = now,
            };
            db.Messages.Add(question);
            above = newest = question.Id;
        }

        List<MessageRow> replies = [];
        foreach (var reply in added.Replies)
        {
            newest = MessageIds.After(newest, now);
            replies.Add(new MessageRow
            {
                Id = newest.Value, ChatId = chat.Id, ParentId = above, Role = MessageRole.Assistant, Text = "",
                Model = reply.Model, GenerationId = reply.Generation, State = GenerationState.Running, HeldCredits = reply.Held, IsPicture = reply.IsPicture,
                ComparisonId = added.Comparison, Sources = StoredSources.Write(added.Found.Pages), CreatedAt = now,
            });
        }

        db.Messages.AddRange(replies);
        chat.UpdatedAt = now;
        chat.ExpiresAt = chat.ExpiresAt is null ? null : now + TemporaryChats.Lifetime;

        // One column of a comparison that is tried again does not take the chat away from the column that it goes on from.
        var isBeside = added.Message is null && added.Comparison is not null && chat.LeafId != wish.Ask.About;
        chat.LeafId = isBeside ? chat.LeafId : replies[0].Id;
        chat.RunningReplies += replies.Count;
        await db.SaveChangesAsync(ct);
        if (added.Files.Count > 0)
        {
            attachments.Put(added.Files, above!.Value);
            await db.SaveChangesAsync(ct);
        }

        await ChatNews.AnnounceAsync(bus, db, chat.WorkspaceId, chat.Id, ct);
        return AcceptedAnswers.Of(chat.Id, replies);
    }

    private ChatRow Begin(PlacedAsk wish, NewMessages added, DateTimeOffset now)
    {
        var (answering, start) = (wish.Answering, wish.Ask.Start);
        var chat = new ChatRow
        {
            Id = Guid.CreateVersion7(now), WorkspaceId = wish.User.WorkspaceId, Title = ChatTitle.From(added.Subject), Model = answering.Own ?? answering.Models[0].Id,
            CreatedAt = now, UpdatedAt = now, Instructions = start?.Settings.Instructions, Temperature = start?.Settings.Temperature ?? Context.Temperature.Balanced,
            ExpiresAt = start is { IsTemporary: true } ? now + TemporaryChats.Lifetime : null,
        };
        db.Chats.Add(chat);
        return chat;
    }
}

/// <summary>What an accepted wish adds to a chat.</summary>
/// <param name="Message">The person's new message; null where an old one is answered again.</param>
/// <param name="Files">Its files.</param>
/// <param name="Replies">The answers that begin.</param>
internal sealed record NewMessages(string? Message, IReadOnlyList<AttachmentRow> Files, IReadOnlyList<NewReply> Replies)
{
    /// <summary>The comparison that the answers form, or join.</summary>
    public Guid? Comparison { get; init; }

    /// <summary>Pages of the web that the answers are told.</summary>
    public WebFindings Found { get; init; } = WebFindings.None;

    /// <summary>What a chat that begins with them is about.</summary>
    public string Subject => string.IsNullOrWhiteSpace(Message) ? Files[0].Name : Message;
}

/// <summary>An answer that begins.</summary>
internal sealed record NewReply(string Model, Guid Generation, Credits Held, bool IsPicture = false);
