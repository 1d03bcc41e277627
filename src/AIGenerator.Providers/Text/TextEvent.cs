namespace AIGenerator.Providers.Text;

/// <summary>One step of a streamed answer.</summary>
public abstract record TextEvent;

/// <summary>Said once by <see cref="TextRouter"/>, just before the first output: this route answers.</summary>
/// <param name="Provider">The provider's id.</param>
/// <param name="UpstreamModel">The id that provider uses.</param>
/// <param name="Fallback">The better route that could not, or null where the best one answers.</param>
public sealed record RouteChosen(string Provider, string UpstreamModel, TextFallback? Fallback = null) : TextEvent;

/// <summary>Why an answer did not come over its model's best route.</summary>
/// <param name="Provider">The provider that should have answered.</param>
/// <param name="Code">Its failure now, or the one for which it is passed over, e.g. <c>provider.overloaded</c>.</param>
public sealed record TextFallback(string Provider, string Code);

/// <summary>More of the answer.</summary>
/// <param name="Text">Never empty.</param>
public sealed record TextDelta(string Text) : TextEvent;

/// <summary>More of the model's reasoning, shown apart from the answer.</summary>
/// <param name="Text">Never empty.</param>
public sealed record ReasoningDelta(string Text) : TextEvent;

/// <summary>
/// What the vendor has counted up to here, for vendors that say so before the end: what a stopped or broken answer is charged by. Optional;
/// not an output. The last one stands.
/// </summary>
/// <param name="Usage">All so far, hidden reasoning included.</param>
public sealed record UsageCounted(TextUsage Usage) : TextEvent;

/// <summary>The answer ended; nothing follows.</summary>
/// <param name="Reason">Why it ended.</param>
/// <param name="Usage">What the vendor counted, or null when it did not say (our own estimate is used then).</param>
/// <param name="Echo">What the vendor wants back with the next turn.</param>
/// <param name="UpstreamId">The vendor's id of this answer, for support and reconciliation.</param>
public sealed record TextFinished(FinishReason Reason, TextUsage? Usage, ProviderEcho? Echo = null, string? UpstreamId = null) : TextEvent;

/// <summary>Why an answer ended.</summary>
public enum FinishReason
{
    /// <summary>The model was done.</summary>
    Complete,

    /// <summary>The output limit was reached.</summary>
    Length,

    /// <summary>The vendor's filter cut it; what had arrived is kept.</summary>
    Filtered,

    /// <summary>The stream broke after something had arrived.</summary>
    Cut,
}

/// <summary>What a vendor counted, in our one arithmetic whatever the vendor's is.</summary>
/// <param name="InputTokens">All prompt tokens, cached ones included.</param>
/// <param name="CachedInputTokens">Those of them read from the vendor's cache.</param>
/// <param name="OutputTokens">All billable output tokens, reasoning included.</param>
/// <param name="ReasoningTokens">Those of them spent on reasoning.</param>
/// <param name="CostUsd">What the vendor says it charged, where it says so.</param>
public sealed record TextUsage(long InputTokens, long CachedInputTokens, long OutputTokens, long ReasoningTokens, decimal? CostUsd = null);
