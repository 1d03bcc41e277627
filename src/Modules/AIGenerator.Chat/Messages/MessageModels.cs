using AIGenerator.Chat.Attachments;
using AIGenerator.Chat.Compare;
using AIGenerator.Chat.Markdown;
using AIGenerator.Chat.Web;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Results;

namespace AIGenerator.Chat.Messages;

/// <summary>A message of a chat.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ParentId">The message it answers (or, for an answer under an answer, continues); null for the first.</param>
/// <param name="Siblings">The messages that stand beside each other under the same parent, this one included, oldest first: edits and other answers.</param>
/// <param name="Role"><c>user</c> or <c>assistant</c>.</param>
/// <param name="Text">As written: plain for people, Markdown for models.</param>
/// <param name="Html">A reply rendered, safe to insert; null for people's messages, which are shown as text.</param>
/// <param name="Reasoning">What the model thought, plain text; empty where it did not.</param>
/// <param name="Model">The catalogue id that answers, for replies.</param>
/// <param name="CreatedAt">When it was sent.</param>
/// <param name="Generation">The receipt of a reply; null for a copy, which was paid where it was written.</param>
/// <param name="Attachments">Files of a person's message.</param>
/// <param name="Comparison">For an answer that several models were asked for at once: the comparison that it is part of.</param>
public sealed record MessageResponse(
    Guid Id,
    Guid? ParentId,
    IReadOnlyList<Guid> Siblings,
    string Role,
    string Text,
    string? Html,
    string Reasoning,
    string? Model,
    DateTimeOffset CreatedAt,
    ReplyReceipt? Generation,
    IReadOnlyList<AttachmentResponse> Attachments,
    ComparisonResponse? Comparison = null)
{
    /// <summary>Whether the reply was drawn: its text shows pictures out of <c>/api/assets</c>.</summary>
    public bool IsPicture { get; init; }

    /// <summary>Pages of the web that a reply was told; its text cites them by number. Titles and addresses are strangers' words.</summary>
    public IReadOnlyList<Citation> Sources { get; init; } = [];
}

/// <summary>How a reply came about and what it cost.</summary>
/// <param name="Id">Follow a running one at the live topic <c>generation:{id}</c>.</param>
/// <param name="State"><c>running</c>, <c>succeeded</c>, <c>failed</c> or <c>canceled</c>.</param>
/// <param name="StopReason"><c>complete</c>, <c>length</c>, <c>stopped</c>, <c>cut</c> or <c>balance</c>, for succeeded ones.</param>
/// <param name="CostCredits">What was charged; 0 until it is final.</param>
/// <param name="HeldCredits">What was set aside for it.</param>
/// <param name="DurationMs">From sending to the end.</param>
/// <param name="TimeToFirstMs">From sending to the first output.</param>
/// <param name="Error">Why it failed or was cut.</param>
/// <param name="Provider">Id of the provider that answered, e.g. <c>openrouter</c>.</param>
/// <param name="FellBackFrom">Id of the better provider that could not, where another answered in its place.</param>
public sealed record ReplyReceipt(
    Guid Id,
    string State,
    string? StopReason,
    long CostCredits,
    long HeldCredits,
    long? DurationMs,
    long? TimeToFirstMs,
    ReplyError? Error,
    string? Provider = null,
    string? FellBackFrom = null);

/// <summary>A failure in words.</summary>
/// <param name="Code">Stable and dotted.</param>
/// <param name="Detail">What happened, what it means for the money, the next step; in the reader's language.</param>
public sealed record ReplyError(string Code, string Detail);

/// <summary>Rows as answers of the API.</summary>
internal static class MessageResponses
{
    public static MessageResponse Of(MessageRow message, IReadOnlyList<Guid> siblings, IReadOnlyList<AttachmentResponse> attachments, ILocalizer texts,
        ComparisonResponse? comparison = null) => Of(message, siblings, attachments, StoredSources.Cited(message.Sources), texts, comparison);

    private static MessageResponse Of(
        MessageRow message, IReadOnlyList<Guid> siblings, IReadOnlyList<AttachmentResponse> attachments, IReadOnlyList<Citation> sources, ILocalizer texts,
        ComparisonResponse? comparison) => new(
        message.Id,
        message.ParentId,
        siblings,
        message.Role switch { MessageRole.User => "user", MessageRole.Assistant => "assistant" },
        message.Text,
        message.Role == MessageRole.Assistant ? AnswerWords.Fill(ChatMarkdown.Render(message.Text, sources), texts) : null,
        message.Reasoning,
        message.Model,
        message.CreatedAt,
        message.GenerationId is { } generation ? ReceiptOf(message, generation, texts) : null,
        attachments,
        comparison)
    {
        Sources = sources,
        IsPicture = message.IsPicture,
    };

    private static ReplyReceipt ReceiptOf(MessageRow message, Guid generation, ILocalizer texts) => new(
        generation,
        message.State!.Value.ToString().ToLowerInvariant(),
        message.StopReason?.ToString().ToLowerInvariant(),
        message.CostCredits.Value,
        message.HeldCredits.Value,
        message.DurationMs,
        message.TimeToFirstMs,
        message.ErrorCode is { } code ? new ReplyError(code, texts.Describe(new Error(code, "The reply failed."))) : null,
        message.Provider,
        message.FellBackFrom);
}
