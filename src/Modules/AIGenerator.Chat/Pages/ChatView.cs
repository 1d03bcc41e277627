using AIGenerator.Chat.Attachments;
using AIGenerator.Chat.Context;
using AIGenerator.Chat.Markdown;
using AIGenerator.Generation;

namespace AIGenerator.Chat.Pages;

/// <summary>A chat as its page shows it: a window of one branch, which ends with the leaf.</summary>
public sealed record ChatView(
    Guid Id, string Title, string Model, Guid? Leaf, bool HasEarlier, bool HasLater, IReadOnlyList<MessageView> Messages)
{
    /// <summary>Summaries by the message that they stand behind.</summary>
    public ILookup<Guid, SummaryView> Summaries { get; init; } = Array.Empty<SummaryView>().ToLookup(_ => Guid.Empty);

    /// <summary>Whether it is kept out of lists and erased a day after its last message.</summary>
    public bool IsTemporary { get; init; }
}

/// <summary>A question or an answer. Siblings are the edits or other answers beside it, itself included. Html is the renderer's, and empty for questions.</summary>
public sealed record MessageView(
    Guid Id, IReadOnlyList<Guid> Siblings, bool IsAnswer, bool IsRest, string Text, string Html, string Reasoning, string ModelName, DateTimeOffset At, ReceiptView? Receipt)
{
    /// <summary>Files of a question.</summary>
    public IReadOnlyList<AttachmentResponse> Attachments { get; init; } = [];

    /// <summary>The catalogue id that answers; empty for questions.</summary>
    public string ModelId { get; init; } = "";

    /// <summary>What an answer stands beside, where several models were asked at once.</summary>
    public ComparisonView? Comparison { get; init; }

    /// <summary>Whether an answer was drawn.</summary>
    public bool IsPicture { get; init; }

    /// <summary>Sources of an answer.</summary>
    public IReadOnlyList<Citation> Sources { get; init; } = [];
}

/// <summary>A comparison. Names are those of its models in order; columns are read only where they are shown.</summary>
public sealed record ComparisonView(Guid Id, Guid? Best, IReadOnlyList<ComparedName> Answers, IReadOnlyList<MessageView> Columns);

/// <summary>An answer of a comparison and who gives it.</summary>
public sealed record ComparedName(Guid Id, string Name);

/// <summary>What an answer cost and how it ended; not final while it is being written.</summary>
public sealed record ReceiptView(
    Guid Generation,
    GenerationState State,
    StopReason? StopReason,
    long Cost,
    long Held,
    TimeSpan Duration,
    TimeSpan? ToFirst,
    string? ErrorText,
    string? Provider = null,
    string? FellBackFrom = null)
{
    /// <summary>Whether nothing more will come.</summary>
    public bool IsFinal => State is GenerationState.Succeeded or GenerationState.Failed or GenerationState.Canceled;
}
