using AIGenerator.Chat.Markdown;

namespace AIGenerator.Chat.Export;

/// <summary>A chat as it is taken along: what was said, and nothing of whose it is.</summary>
/// <param name="Id">The chat.</param>
/// <param name="Title">Its title.</param>
/// <param name="Model">The catalogue id that answers next.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="UpdatedAt">When it last changed.</param>
/// <param name="LeafId">The last message of the branch that is shown.</param>
/// <param name="Messages">Sorted by id, so that each stands after the one it follows.</param>
public sealed record ChatDocument(
    Guid Id, string Title, string Model, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, Guid? LeafId, IReadOnlyList<DocumentMessage> Messages)
{
    /// <summary>What its models are told before the conversation. In JSON only.</summary>
    public string? Instructions { get; init; }

    /// <summary><c>precise</c>, <c>balanced</c> or <c>creative</c>. In JSON only.</summary>
    public string Temperature { get; init; } = "balanced";

    /// <summary>Summaries that models are told in place of messages, oldest first. In JSON only.</summary>
    public IReadOnlyList<DocumentSummary> Summaries { get; init; } = [];

    /// <summary>The branch that the chat shows, without the others.</summary>
    public ChatDocument Shown()
    {
        var byId = Messages.ToDictionary(message => message.Id);
        var branch = new List<DocumentMessage>();
        for (var at = LeafId; at is { } id && byId.Remove(id, out var message); at = message.ParentId)
        {
            branch.Add(message);
        }

        branch.Reverse();
        return this with { Messages = branch, Summaries = [.. Summaries.Where(summary => branch.Exists(message => message.Id == summary.MessageId))] };
    }
}

/// <summary>A message of a chat that is taken along.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ParentId">The message it follows.</param>
/// <param name="IsAnswer">Written by a model.</param>
/// <param name="Text">As written: plain text of people, Markdown of models.</param>
/// <param name="Reasoning">What the model thought; may be empty.</param>
/// <param name="Model">The model's catalogue id, of answers.</param>
/// <param name="State"><c>succeeded</c>, <c>failed</c>, <c>canceled</c>, <c>running</c> or <c>queued</c>, of answers.</param>
/// <param name="StopReason">Why an answer ended: <c>complete</c>, <c>length</c>, <c>stopped</c>, <c>cut</c> or <c>balance</c>.</param>
/// <param name="CostCredits">What an answer cost here.</param>
/// <param name="CreatedAt">When it was sent.</param>
/// <param name="ComparisonId">The comparison that an answer is one of.</param>
/// <param name="IsBest">Whether it was voted the best of it.</param>
public sealed record DocumentMessage(
    Guid Id, Guid? ParentId, bool IsAnswer, string Text, string Reasoning, string? Model, string? State, string? StopReason, long CostCredits, DateTimeOffset CreatedAt,
    Guid? ComparisonId = null, bool IsBest = false)
{
    /// <summary>Pages of the web that an answer cites by number.</summary>
    public IReadOnlyList<Citation> Sources { get; init; } = [];

    /// <summary>Whether an answer was drawn: its text shows pictures of the workspace's library.</summary>
    public bool IsPicture { get; init; }

    /// <summary>What the person attached, in its order.</summary>
    public IReadOnlyList<DocumentFile> Files { get; init; } = [];
}

/// <summary>A file of a message that is taken along.</summary>
/// <param name="Id">Its id in the workspace; stands in no file and on no page.</param>
/// <param name="Name">As its owner calls it.</param>
/// <param name="Kind"><c>picture</c>, <c>pdf</c> or <c>text</c>.</param>
/// <param name="SizeBytes">What is kept of it.</param>
/// <param name="Text">What models read of a text or a PDF. In JSON only.</param>
public sealed record DocumentFile(Guid Id, string Name, string Kind, long SizeBytes, string? Text = null);

/// <summary>A summary of a chat that is taken along.</summary>
/// <param name="Id">Its id.</param>
/// <param name="MessageId">The last message that it covers.</param>
/// <param name="Text">Markdown.</param>
/// <param name="Model">Who wrote it, by catalogue id.</param>
/// <param name="CostCredits">What it cost here.</param>
/// <param name="CreatedAt">When.</param>
public sealed record DocumentSummary(Guid Id, Guid MessageId, string Text, string Model, long CostCredits, DateTimeOffset CreatedAt);
