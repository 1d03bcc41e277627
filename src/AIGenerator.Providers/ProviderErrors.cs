namespace AIGenerator.Providers;

/// <summary>Every failure that an adapter or the router reports. The texts of <see cref="ProviderException.Code"/> are <c>errors.{code}</c>.</summary>
public static class ProviderErrors
{
    /// <summary>Too many requests at the vendor.</summary>
    public static ProviderException RateLimited(TimeSpan? retryAfter = null) =>
        new(FailureCategory.ProviderUnavailable, "provider.rate-limited", RetryAdvice.TryAgain, retryAfter);

    /// <summary>The operator's account at the vendor is empty.</summary>
    public static ProviderException NoFunds() => new(FailureCategory.ProviderUnavailable, "provider.no-funds");

    /// <summary>The vendor does not accept the operator's key.</summary>
    public static ProviderException BadKey() => new(FailureCategory.ProviderRejected, "provider.bad-key");

    /// <summary>The key may not use this model.</summary>
    public static ProviderException Forbidden() => new(FailureCategory.ProviderRejected, "provider.forbidden");

    /// <summary>The vendor does not know the model, or no longer.</summary>
    public static ProviderException ModelGone() => new(FailureCategory.ProviderRejected, "provider.model-gone");

    /// <summary>The conversation is longer than the model reads.</summary>
    public static ProviderException ContextTooLong() => new(FailureCategory.InvalidInput, "provider.context-too-long", RetryAdvice.GiveUp);

    /// <summary>The vendor refused the request's form, e.g. a parameter.</summary>
    public static ProviderException InvalidRequest() => new(FailureCategory.InvalidInput, "provider.invalid-request");

    /// <summary>The vendor's safety rules refused the request or cut the answer.</summary>
    public static ProviderException Moderated() => new(FailureCategory.Moderated, "provider.moderated", RetryAdvice.GiveUp);

    /// <summary>The vendor is overloaded.</summary>
    public static ProviderException Overloaded(TimeSpan? retryAfter = null) =>
        new(FailureCategory.ProviderUnavailable, "provider.overloaded", RetryAdvice.TryAgain, retryAfter);

    /// <summary>The vendor failed on its own side.</summary>
    public static ProviderException Failed(TimeSpan? retryAfter = null) =>
        new(FailureCategory.ProviderUnavailable, "provider.failed", RetryAdvice.TryAgain, retryAfter);

    /// <summary>Accepted work failed at the vendor, and asking about it again changes nothing.</summary>
    public static ProviderException WorkFailed() => new(FailureCategory.ProviderUnavailable, "provider.failed");

    /// <summary>No connection, or it broke before an answer began.</summary>
    public static ProviderException Unreachable(Exception? inner = null) =>
        new(FailureCategory.ProviderUnavailable, "provider.unreachable", RetryAdvice.TryAgain, inner: inner);

    /// <summary>Nothing came for too long.</summary>
    public static ProviderException Timeout(Exception? inner = null) =>
        new(FailureCategory.Timeout, "provider.timeout", RetryAdvice.TryAnotherRoute, inner: inner);

    /// <summary>An answer that cannot be read.</summary>
    public static ProviderException Garbage(Exception? inner = null) =>
        new(FailureCategory.Internal, "provider.garbage", RetryAdvice.TryAgain, inner: inner);

    /// <summary>The stream ended before the answer did.</summary>
    public static ProviderException Cut(Exception? inner = null) =>
        new(FailureCategory.ProviderUnavailable, "provider.cut", RetryAdvice.TryAgain, inner: inner);

    /// <summary>An answer without a word.</summary>
    public static ProviderException Empty(RetryAdvice retry = RetryAdvice.TryAgain) => new(FailureCategory.Internal, "provider.empty", retry);

    /// <summary>The code of <see cref="OnlyThought"/>.</summary>
    public const string OnlyThoughtCode = "provider.only-thought";

    /// <summary>The whole length was spent on hidden thoughts, and no word came.</summary>
    public static ProviderException OnlyThought() => new(FailureCategory.Internal, OnlyThoughtCode, RetryAdvice.GiveUp);

    /// <summary>A subject was to be cut out, and nothing differs from the ground.</summary>
    public static ProviderException NothingStandsOut() => new(FailureCategory.InvalidInput, "provider.nothing-stands-out", RetryAdvice.GiveUp);

    /// <summary>No route has a provider that is set up.</summary>
    public static ProviderException NotConfigured() => new(FailureCategory.ProviderRejected, "provider.not-configured", RetryAdvice.GiveUp);
}
