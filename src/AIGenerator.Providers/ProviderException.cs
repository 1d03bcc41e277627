namespace AIGenerator.Providers;

/// <summary>What went wrong at a vendor, in our words. The same list as a generation's error category.</summary>
public enum FailureCategory
{
    /// <summary>Our request was wrong for this model: too long, unsupported parameter.</summary>
    InvalidInput,

    /// <summary>The vendor's safety rules refused it.</summary>
    Moderated,

    /// <summary>Overloaded, rate limited, unreachable, out of the operator's money.</summary>
    ProviderUnavailable,

    /// <summary>Key, permission, unknown or retired model: the operator must act.</summary>
    ProviderRejected,

    /// <summary>No answer, or silence in mid-answer, for too long.</summary>
    Timeout,

    /// <summary>The vendor answered something we cannot read.</summary>
    Internal,
}

/// <summary>A vendor's failure. Carries no vendor text: that may hold secrets and is not written for our users.</summary>
/// <param name="category">The sort of failure.</param>
/// <param name="code">Stable dotted code, e.g. <c>provider.rate-limited</c>, <c>provider.no-funds</c>, <c>provider.context-too-long</c>.</param>
/// <param name="retry">Whether the same provider may be asked again before anything was shown.</param>
/// <param name="retryAfter">How long the vendor asks to wait.</param>
/// <param name="inner">The cause, where it was an exception.</param>
public sealed class ProviderException(
    FailureCategory category,
    string code,
    RetryAdvice retry = RetryAdvice.TryAnotherRoute,
    TimeSpan? retryAfter = null,
    Exception? inner = null) : Exception($"{category}: {code}", inner)
{
    /// <summary>The sort of failure.</summary>
    public FailureCategory Category { get; } = category;

    /// <summary>Stable dotted code; texts are <c>errors.{code}</c>.</summary>
    public string Code { get; } = code;

    /// <summary>What may be tried next, as long as nothing was shown.</summary>
    public RetryAdvice Retry { get; } = retry;

    /// <summary>How long the vendor asks to wait, if it said so.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>
    /// Whether the vendor may be at work although it gave no answer: the request was sent, and then the connection broke, time ran out or a gateway
    /// spoke. Such an order is never simply handed over again.
    /// </summary>
    public bool MayHaveBegun { get; init; }

    /// <summary>The same failure of a request after which the vendor may be at work.</summary>
    public ProviderException Begun() => new(Category, Code, Retry, RetryAfter, InnerException) { MayHaveBegun = true };
}

/// <summary>What may be tried after a failure, as long as nothing was shown.</summary>
public enum RetryAdvice
{
    /// <summary>The same request may succeed in a moment, or on another route.</summary>
    TryAgain,

    /// <summary>This provider will say no again (no money, bad key, retired model); another route may serve.</summary>
    TryAnotherRoute,

    /// <summary>Everybody will say no (bad input, moderated).</summary>
    GiveUp,
}
