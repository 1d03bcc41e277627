using AIGenerator.Chat.Context;

namespace AIGenerator.Chat.Asking;

/// <summary>A wish for an answer: to a new message, or to one that is there.</summary>
/// <param name="ChatId">The chat; null begins one.</param>
/// <param name="Model">The catalogue id that answers; the chat's own, or the default, when null.</param>
/// <param name="Message">A new message; null asks again about an old one.</param>
/// <param name="ParentId">The message that the new one follows; the end of the shown branch when null.</param>
/// <param name="Edits">The message that the new one stands beside, as its edited form.</param>
/// <param name="About">Without a message: the question, or an answer to it, that is answered again or continued.</param>
/// <param name="Wish">How.</param>
/// <param name="Attachments">Files of the new message, by id.</param>
/// <param name="Start">How a chat that this begins is set.</param>
/// <param name="Models">Two to four catalogue ids that answer a new message side by side, instead of one.</param>
/// <param name="ModelOnce">The catalogue id that answers this message alone; the chat's own model stays.</param>
/// <param name="Web">Whether the web is searched for the message first.</param>
internal sealed record Ask(
    Guid? ChatId, string? Model, string? Message, Guid? ParentId = null, Guid? Edits = null, Guid? About = null, AnswerWish Wish = AnswerWish.Plain,
    IReadOnlyList<Guid>? Attachments = null, ChatStart? Start = null, IReadOnlyList<string>? Models = null, string? ModelOnce = null, bool Web = false)
{
    /// <summary>Whether there is something to send: a message without a word says something when it has files.</summary>
    public bool IsBlank => Message is not null && string.IsNullOrWhiteSpace(Message) && Attachments is not { Count: > 0 };
}

/// <summary>How a new chat is set before its first message.</summary>
/// <param name="Settings">Instructions and temperature.</param>
/// <param name="IsTemporary">Whether it is kept out of lists and erased a day after its last message.</param>
internal sealed record ChatStart(ChatSettings Settings, bool IsTemporary);
