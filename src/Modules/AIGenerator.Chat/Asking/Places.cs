using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Messages;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Asking;

/// <summary>Where in a chat's tree a wish stands.</summary>
internal static class Places
{
    /// <summary>The place of a new message, or of a new answer. Refusals: <c>chat.unknown-message</c>, <c>chat.not-yours</c>, <c>chat.nothing-to-continue</c>.</summary>
    public static async Task<Result<Place>> OfAsync(AppDb db, ChatRow? chat, Ask ask, CancellationToken ct)
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
}

/// <summary>What a new message, or a new answer, stands under.</summary>
/// <param name="Parent">The message above; null at the beginning of a chat.</param>
/// <param name="IsRest">Whether the answer goes on from the one above.</param>
internal sealed record Place(Guid? Parent, bool IsRest = false);
