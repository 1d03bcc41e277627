using AIGenerator.Chat.Markdown;
using AIGenerator.Chat.Messages;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Results;

namespace AIGenerator.Chat.Context;

/// <summary>A summary that stands behind a message of the branch.</summary>
/// <param name="Id">Its id.</param>
/// <param name="MessageId">The last message that it covers.</param>
/// <param name="Messages">How many messages it covers.</param>
/// <param name="Text">Markdown.</param>
/// <param name="Html">The same rendered, safe to insert.</param>
/// <param name="Model">The catalogue id that wrote it.</param>
/// <param name="IsUsed">Whether models are told it in place of what it covers; not while it is written, nor where it is not whole.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="Generation">Its receipt; null for a copy, which was paid where it was written.</param>
public sealed record SummaryResponse(
    Guid Id, Guid MessageId, int Messages, string Text, string Html, string Model, bool IsUsed, DateTimeOffset CreatedAt, ReplyReceipt? Generation)
{
    internal static SummaryResponse Of(SummaryRow row, ILocalizer texts) => new(
        row.Id, row.MessageId, row.Messages, row.Text, AnswerWords.Fill(ChatMarkdown.Render(row.Text), texts), row.Model, row.IsUsed, row.CreatedAt,
        row.GenerationId is { } generation ? ReceiptOf(row, generation, texts) : null);

    private static ReplyReceipt ReceiptOf(SummaryRow row, Guid generation, ILocalizer texts) => new(
        generation, row.State.ToString().ToLowerInvariant(), row.StopReason?.ToString().ToLowerInvariant(), row.CostCredits.Value, row.HeldCredits.Value,
        row.DurationMs, row.TimeToFirstMs, row.ErrorCode is { } code ? new ReplyError(code, texts.Describe(new Error(code, "The summary failed."))) : null,
        row.Provider, row.FellBackFrom);
}
