using AIGenerator.Generation.Media;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;

namespace AIGenerator.Generation.Administration;

/// <summary>Which generations the administrator asks for.</summary>
internal enum BoardState
{
    /// <summary>Those that are not over, oldest first: what hangs comes first.</summary>
    Open,

    /// <summary>Those that nobody works on yet, oldest first.</summary>
    Waiting,

    /// <summary>Those that a vendor or we work on, oldest first.</summary>
    Running,

    /// <summary>Newest first, as all that follow.</summary>
    Failed,

    /// <summary>Stopped by a person.</summary>
    Canceled,

    /// <summary>Delivered, at least in part.</summary>
    Succeeded,
}

/// <summary>What is asked for.</summary>
/// <param name="State">Which of them.</param>
/// <param name="Model">Of this model alone.</param>
/// <param name="Named">Of this workspace, or this generation alone.</param>
/// <param name="From">Those that follow this one.</param>
internal sealed record BoardQuery(BoardState State = BoardState.Open, string? Model = null, Guid? Named = null, Guid? From = null)
{
    public bool IsOldestFirst => State is BoardState.Open or BoardState.Waiting or BoardState.Running;
}

/// <summary>Open generations that stand at the same place.</summary>
/// <param name="Stage">Where.</param>
/// <param name="IsReleased">In the queue of jobs; the others wait for their own workspace's earlier ones.</param>
/// <param name="Count">How many.</param>
/// <param name="Oldest">When the first of them was accepted.</param>
internal sealed record BoardQueue(MediaStage Stage, bool IsReleased, int Count, DateTimeOffset Oldest);

/// <summary>Answers that are being written.</summary>
/// <param name="Count">How many.</param>
/// <param name="Oldest">When the longest at work was asked for.</param>
internal sealed record BoardTexts(int Count, DateTimeOffset Oldest);

/// <summary>Failures of the last day that look alike.</summary>
/// <param name="IsText">Whether they are answers; pictures otherwise.</param>
/// <param name="Code">Why.</param>
/// <param name="Provider">Where; null where no vendor was asked.</param>
/// <param name="Count">How many.</param>
/// <param name="Latest">When the last of them ended.</param>
/// <param name="Examples">The latest three.</param>
internal sealed record BoardFailures(bool IsText, string? Code, string? Provider, int Count, DateTimeOffset Latest, Guid[] Examples);

/// <summary>A generation as the administrator sees it: everything but what the person wrote and what was drawn.</summary>
internal sealed record BoardRow(
    Guid Id,
    WorkspaceId Workspace,
    string Model,
    int Count,
    GenerationState State,
    MediaStage Stage,
    bool IsReleased,
    string? Provider,
    string? UpstreamModel,
    string? JobId,
    int Tries,
    int? Position,
    float? Progress,
    string? ErrorCode,
    Credits Held,
    Credits Cost,
    bool IsStopAsked,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? FinishedAt,
    Guid? Again,
    bool StandsElsewhere)
{
    public bool IsOpen => FinishedAt is null;

    /// <summary>Whether an administrator can order it again (see <see cref="OrderAgain"/>).</summary>
    public bool CanBeAgain => State == GenerationState.Failed && Again is null && !StandsElsewhere;
}

/// <summary>A page of them.</summary>
/// <param name="Rows">In the order of the query.</param>
/// <param name="Next">Where the next page begins; null at the end.</param>
internal sealed record BoardPage(IReadOnlyList<BoardRow> Rows, Guid? Next);
