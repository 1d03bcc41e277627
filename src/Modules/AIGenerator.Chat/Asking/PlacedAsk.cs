using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Compare;
using AIGenerator.Chat.Messages;
using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;

namespace AIGenerator.Chat.Asking;

/// <summary>A wish that has its place: its chat is locked, and it is known who answers.</summary>
/// <param name="Id">The idempotency key, which the first generation takes as its id.</param>
/// <param name="User">Who wishes.</param>
/// <param name="Ask">The wish.</param>
/// <param name="Chat">The chat; null where the wish begins one.</param>
/// <param name="Place">Where in it.</param>
/// <param name="Answering">Who writes the answers.</param>
/// <param name="Retried">The comparison whose column is tried again.</param>
internal sealed record PlacedAsk(Guid Id, CurrentUser User, Ask Ask, ChatRow? Chat, Place Place, Answering Answering, Guid? Retried);

/// <summary>A wish whose rows are written, not yet committed.</summary>
/// <param name="Response">What its sender is told.</param>
/// <param name="Texts">What starts once all is committed. Pictures need no start: their job lies in the queue.</param>
internal sealed record AcceptedAsk(PostMessageResponse Response, IReadOnlyList<StartingText> Texts);

/// <summary>A text that starts.</summary>
internal sealed record StartingText(AcceptedText Accepted, TextPrompt Prompt);
