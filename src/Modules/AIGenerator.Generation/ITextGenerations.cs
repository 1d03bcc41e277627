using AIGenerator.Generation.Texts;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Results;
using AIGenerator.Models;
using AIGenerator.Providers.Text;

namespace AIGenerator.Generation;

/// <summary>
/// Text answers as generations: accepted with their hold in the caller's transaction, run on the accepting node at once, taken over by
/// another when its lease runs out, watched over the live topic <c>generation:{id}</c>.
/// </summary>
public interface ITextGenerations
{
    /// <summary>
    /// Writes the generation, its hold and its event in the caller's transaction, leased to this node. Refusals: <c>models.unavailable</c>,
    /// <c>models.not-in-plan</c>, <c>wallet.insufficient-credits</c>, <c>generations.too-many</c>, <c>generations.id-taken</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The scope's context has no transaction.</exception>
    Task<Result<AcceptedText>> AcceptAsync(TextRequest request, CancellationToken ct);

    /// <summary>
    /// The same for several texts of one workspace that are begun together: all are accepted or none. A balance that does not cover the longest
    /// answers of all is shared among them; one that does not cover even short ones is refused, saying what those would take. A repeat answers
    /// with the first one alone.
    /// </summary>
    /// <exception cref="InvalidOperationException">The scope's context has no transaction.</exception>
    Task<Result<AcceptedText[]>> AcceptAllAsync(IReadOnlyList<TextRequest> requests, CancellationToken ct);

    /// <summary>
    /// Starts an accepted generation on this node. Call after the commit; if the process dies before, its lease runs out and another node
    /// ends it as failed, free of charge. Does nothing for a repeat.
    /// </summary>
    /// <param name="accepted">What <see cref="AcceptAsync"/> answered.</param>
    /// <param name="prompt">The conversation to send. The caller has just read it to estimate its length, so the run need not read it again.</param>
    /// <param name="renderer">Renders the answer for those who watch.</param>
    void Start(AcceptedText accepted, TextPrompt prompt, ILiveRenderer renderer);

    /// <summary>
    /// Asks for a stop, wherever it runs. What was delivered stays and is paid; the stream ends within a second. False where it is already final
    /// or not this workspace's.
    /// </summary>
    Task<bool> StopAsync(Guid generation, WorkspaceId workspace, CancellationToken ct);

    /// <summary>What an answer would cost, before it is asked for.</summary>
    /// <param name="model">Who would answer.</param>
    /// <param name="inputTokens">Our estimate of the prompt's length.</param>
    /// <param name="mostOutput">As <see cref="TextRequest.MostOutput"/>.</param>
    PriceEstimate Estimate(TextModel model, long inputTokens, int? mostOutput = null);
}

/// <summary>What to generate.</summary>
/// <param name="Id">The generation's id, made by the caller; accepting the same id twice returns the first.</param>
/// <param name="Workspace">Who pays.</param>
/// <param name="Owner">The kind of <see cref="ITextOwner"/> that keeps the text, e.g. <c>chat</c>.</param>
/// <param name="Model">The model that will answer, already resolved.</param>
/// <param name="InputTokens">Our estimate of the prompt's length.</param>
/// <param name="Fee">What the caller did for this answer beforehand, e.g. a search of the web: held and charged with it, and like it only when something is delivered.</param>
public sealed record TextRequest(Guid Id, WorkspaceId Workspace, string Owner, TextModel Model, long InputTokens, Credits Fee = default)
{
    /// <summary>Tokens of the longest answer that makes sense, where that is less than may be: no more is held, and none longer is made.</summary>
    public int? MostOutput { get; init; }
}

/// <summary>An accepted generation.</summary>
/// <param name="Id">Follow it at <c>/api/events?topics=generation:{id}</c>.</param>
/// <param name="Held">Credits set aside.</param>
/// <param name="IsRepeat">The id was accepted before: the caller undoes what it wrote and answers as it did the first time.</param>
public sealed record AcceptedText(Guid Id, Credits Held, bool IsRepeat)
{
    internal TextRun? Run { get; init; }
}

/// <summary>A price before the click.</summary>
/// <param name="Expected">For an answer of usual length.</param>
/// <param name="AtMost">What will be held: the answer stops before it costs more.</param>
public sealed record PriceEstimate(Credits Expected, Credits AtMost);

/// <summary>
/// The module that asked for texts and keeps them (Chat for chat replies). The engine calls it; implement and register one for each kind.
/// </summary>
public interface ITextOwner
{
    /// <summary>The kind, e.g. <c>chat</c>; stored with the generation.</summary>
    string Kind { get; }

    /// <summary>Whether people see what a model reasons. Where they do not, reasoning alone is no delivery and costs nothing.</summary>
    bool ShowsReasoning => true;

    /// <summary>
    /// Keeps what has arrived so far, for all live texts of this node in one statement. About once a second. Must not touch a text that has
    /// ended: a node that lost its lease may come late.
    /// </summary>
    Task SaveProgressAsync(IReadOnlyList<TextProgress> texts, CancellationToken ct);

    /// <summary>What is kept now: of the last <see cref="SaveProgressAsync"/>, or of the end. For taking over after a crash and for late watchers.</summary>
    Task<TextProgress?> ProgressOfAsync(Guid generation, CancellationToken ct);

    /// <summary>Writes the end in the engine's transaction (which also settles), on the given scope's context.</summary>
    Task FinishAsync(IServiceProvider scope, TextOutcome outcome, CancellationToken ct);

    /// <summary>HTML of an answer for the live stream of another node; the same renderer as the history's.</summary>
    Task<ILiveRenderer> RendererOfAsync(Guid generation, CancellationToken ct);
}

/// <summary>Turns a growing text into finished blocks and one open tail.</summary>
public interface ILiveRenderer
{
    /// <summary>
    /// Takes what arrived since the last call. Blocks that were final before never change: the answer lists those that became final with
    /// this call, and the open tail that replaces the previous tail (empty once <paramref name="isFinal"/>).
    /// </summary>
    LiveMarkup Render(string added, bool isFinal);
}

/// <summary>See <see cref="ILiveRenderer.Render"/>.</summary>
public sealed record LiveMarkup(IReadOnlyList<string> Finished, string Tail);

/// <summary>What to send upstream.</summary>
public sealed record TextPrompt(string? System, IReadOnlyList<TextTurn> Turns, ReasoningEffort Reasoning, double? Temperature);

/// <summary>A growing text.</summary>
public sealed record TextProgress(Guid Generation, string Text, string Reasoning);

/// <summary>How a generation ended.</summary>
/// <param name="Generation">Which.</param>
/// <param name="State"><c>succeeded</c>, <c>failed</c> or <c>canceled</c>.</param>
/// <param name="StopReason"><c>complete</c>, <c>length</c>, <c>stopped</c>, <c>cut</c> or <c>balance</c>, for succeeded ones.</param>
/// <param name="Text">The whole answer.</param>
/// <param name="Reasoning">The whole reasoning.</param>
/// <param name="Echo">What the provider wants back with the next turn.</param>
/// <param name="Usage">What was counted or estimated.</param>
/// <param name="Cost">What was charged.</param>
/// <param name="Model">The catalogue id that answered.</param>
/// <param name="Provider">The provider that answered, or null.</param>
/// <param name="Error">Why, for failed ones.</param>
/// <param name="Duration">From acceptance to the end.</param>
/// <param name="TimeToFirst">From acceptance to the first output, where there was one.</param>
/// <param name="Fallback">The better route that could not answer and why; null where the best one did.</param>
public sealed record TextOutcome(
    Guid Generation,
    GenerationState State,
    StopReason? StopReason,
    string Text,
    string Reasoning,
    ProviderEcho? Echo,
    TextUsage? Usage,
    Credits Cost,
    string Model,
    string? Provider,
    Error? Error,
    TimeSpan Duration,
    TimeSpan? TimeToFirst,
    TextFallback? Fallback = null)
{
    /// <summary>Whether another provider answered than the model's best.</summary>
    public bool FellBack => Fallback is not null;
}

/// <summary>The life of a generation.</summary>
public enum GenerationState
{
    /// <summary>Accepted, waiting.</summary>
    Queued,

    /// <summary>At work.</summary>
    Running,

    /// <summary>Something was delivered, and paid as delivered.</summary>
    Succeeded,

    /// <summary>Nothing was delivered; nothing was charged.</summary>
    Failed,

    /// <summary>Stopped before anything was delivered; nothing was charged.</summary>
    Canceled,
}

/// <summary>Why a delivered answer ended.</summary>
public enum StopReason
{
    /// <summary>The model was done.</summary>
    Complete,

    /// <summary>The model's output limit.</summary>
    Length,

    /// <summary>The person stopped it.</summary>
    Stopped,

    /// <summary>The stream broke, or the node died.</summary>
    Cut,

    /// <summary>The balance covered no more.</summary>
    Balance,
}
