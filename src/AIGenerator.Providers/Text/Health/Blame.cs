namespace AIGenerator.Providers.Text.Health;

/// <summary>What a failure says of a circuit.</summary>
/// <param name="OpenFor">How long it stays open, where it opens.</param>
/// <param name="IsAtOnce">Whether one such failure is enough.</param>
/// <param name="IsHopeless">Whether it stays so until a person acts.</param>
internal sealed record Blame(TimeSpan OpenFor, bool IsAtOnce = false, bool IsHopeless = false)
{
    // Nobody's crowd lasts that long: a wait of an hour is a used-up quota of the day, and those are a model's own (Google's
    // "PerProjectPerModel"). The provider's other models still answer.
    private static readonly TimeSpan Quota = TimeSpan.FromHours(1);

    /// <summary>
    /// Who is to blame: the provider with its key, the model there, both, or neither. A request that is wrong by itself, moderated, or answered
    /// with nothing blames nobody: a person could bring it about on purpose.
    /// </summary>
    public static (Blame? Provider, Blame? Model) Of(ProviderException failure, TextRouterOptions options)
    {
        var ordinary = new Blame(LongEnough(failure.RetryAfter, options));
        var hopeless = new Blame(options.OpenForLong, IsAtOnce: true, IsHopeless: true);
        return failure.Code switch
        {
            "provider.no-funds" or "provider.bad-key" => (hopeless, null),
            "provider.model-gone" or "provider.forbidden" => (null, hopeless),

            "provider.rate-limited" when failure.RetryAfter >= Quota => (null, ordinary with { IsAtOnce = true }),

            // Limits are often a model's own. The vendor has said when to come back, so its model is left alone until then.
            "provider.rate-limited" when failure.RetryAfter > options.LongestWait => (ordinary, ordinary with { IsAtOnce = true }),
            "provider.rate-limited" or "provider.overloaded" or "provider.failed" or "provider.unreachable" or "provider.timeout"
                or "provider.garbage" or "provider.cut" => (ordinary, ordinary),
            _ => (null, null),
        };
    }

    private static TimeSpan LongEnough(TimeSpan? asked, TextRouterOptions options) =>
        asked is not { } wait || wait < options.OpenFor ? options.OpenFor : wait < options.OpenForLong ? wait : options.OpenForLong;
}
