using System.Runtime.CompilerServices;
using AIGenerator.Providers.Text.Health;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.Text;

/// <summary>A way to a model: a provider and the id it uses.</summary>
/// <param name="Provider">The provider's id.</param>
/// <param name="UpstreamModel">The id that provider uses.</param>
public sealed record TextRoute(string Provider, string UpstreamModel);

/// <summary>
/// Answers an order over the first route that can: retries and falls back while nothing was shown, never after, and never after a cancel.
/// Passes over what keeps failing, watches the clock and counts.
/// </summary>
public sealed partial class TextRouter
{
    private readonly TextProviders _providers;
    private readonly RouteCircuits _circuits;
    private readonly TextRouterOptions _options;
    private readonly TimeProvider _clock;
    private readonly ProviderMetrics _metrics;
    private readonly ILogger<TextRouter> _logger;

    internal TextRouter(
        TextProviders providers,
        RouteCircuits circuits,
        IOptions<TextRouterOptions> options,
        TimeProvider clock,
        ProviderMetrics metrics,
        ILogger<TextRouter> logger)
    {
        _providers = providers;
        _circuits = circuits;
        _options = options.Value;
        _clock = clock;
        _metrics = metrics;
        _logger = logger;
    }

    /// <summary>
    /// Streams the answer: one <see cref="RouteChosen"/>, then the provider's events, then exactly one <see cref="TextFinished"/>. What breaks
    /// after something was shown ends as <see cref="FinishReason.Cut"/> (or <see cref="FinishReason.Filtered"/>), not as an exception.
    /// </summary>
    /// <param name="order">What to answer; its model is replaced by each route's.</param>
    /// <param name="routes">
    /// Best first. Those without a configured provider are passed over, and those that keep failing; where all keep failing, the least bad one is
    /// asked all the same. All of them may be used at the price that was told: leave out dearer ones.
    /// </param>
    /// <param name="ct">Stops the answer and every further attempt.</param>
    /// <exception cref="ProviderException">No route answered anything; the failure is the last route's, or the one that forbids trying on.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public async IAsyncEnumerable<TextEvent> StreamAsync(
        TextOrder order, IReadOnlyList<TextRoute> routes, [EnumeratorCancellation] CancellationToken ct)
    {
        var (attempt, chosen) = await BeginAsync(order, [.. routes.Where(route => _providers.IsConfigured(route.Provider))], ct);
        await using var begun = attempt;
        yield return chosen;
        await foreach (var step in begun.RestAsync(ct))
        {
            if (step is TextFinished finished)
            {
                Judge(new TextRoute(chosen.Provider, chosen.UpstreamModel), begun.Broken, finished.Reason);
            }

            yield return step;
        }
    }

    /// <summary>What the circuits learn of an answer that had begun. An end that the vendor itself calls one (a filter, a cut) says nothing of its health.</summary>
    private void Judge(TextRoute route, ProviderException? broken, FinishReason reason)
    {
        if (broken is not null)
        {
            LogBroken(route.Provider, route.UpstreamModel, broken.Code);
            _circuits.Break(route, broken);
        }
        else if (reason is FinishReason.Complete or FinishReason.Length)
        {
            _circuits.Finish(route);
        }
    }

    private async Task<(TextAttempt Attempt, RouteChosen Chosen)> BeginAsync(TextOrder order, TextRoute[] routes, CancellationToken ct)
    {
        TextFallback? fallback = null;
        ProviderException? failure = null;
        foreach (var route in routes)
        {
            using var visit = _circuits.TryEnter(route);
            if (visit is null)
            {
                fallback ??= new TextFallback(route.Provider, _circuits.TroubleOf(route).LastError ?? "provider.failed");
                continue;
            }

            var (attempt, refusal) = await TryAsync(visit, order, ct);
            if (attempt is not null)
            {
                return (attempt, Choose(route, routes[0], fallback));
            }

            fallback ??= new TextFallback(route.Provider, refusal!.Code);
            failure = refusal!.Retry == RetryAdvice.GiveUp ? throw refusal : refusal;
        }

        // Everything is passed over, and still nobody is refused without having asked somebody.
        if (failure is null && _circuits.LeastBad(routes) is { } last)
        {
            using var visit = _circuits.Enter(last);
            var (attempt, refusal) = await TryAsync(visit, order, ct);
            return attempt is null ? throw refusal! : (attempt, Choose(last, routes[0], fallback));
        }

        throw failure ?? ProviderErrors.NotConfigured();
    }

    private RouteChosen Choose(TextRoute route, TextRoute best, TextFallback? fallback)
    {
        if (route == best)
        {
            return new RouteChosen(route.Provider, route.UpstreamModel);
        }

        _metrics.FellBack(best.Provider, route.Provider);
        return new RouteChosen(route.Provider, route.UpstreamModel, fallback);
    }

    /// <summary>Attempts on one route, up to its first output; the circuits learn how it went.</summary>
    private async Task<(TextAttempt? Attempt, ProviderException? Refusal)> TryAsync(RouteCircuits.Visit visit, TextOrder order, CancellationToken ct)
    {
        var route = visit.Route;
        var provider = _providers.Find(route.Provider)!;
        for (var number = 1; ; number++)
        {
            var (attempt, failure) = await AttemptAsync(provider, order with { Model = route.UpstreamModel }, ct);
            if (failure is null)
            {
                visit.Succeed();
                return (attempt, null);
            }

            LogFailed(route.Provider, route.UpstreamModel, number, failure.Code);
            if (PauseBeforeNext(failure, number) is not { } pause)
            {
                visit.Fail(failure);
                return (null, failure);
            }

            await Task.Delay(pause, _clock, ct);
        }
    }

    private async Task<(TextAttempt? Attempt, ProviderException? Failure)> AttemptAsync(ITextProvider provider, TextOrder order, CancellationToken ct)
    {
        var attempt = new TextAttempt(provider, order, _clock, _metrics, ct);
        var hasBegun = false;
        try
        {
            var failure = await attempt.BeginAsync();
            hasBegun = failure is null;
            return (hasBegun ? attempt : null, failure);
        }
        finally
        {
            if (!hasBegun)
            {
                await attempt.DisposeAsync();
            }
        }
    }

    /// <summary>How long to wait for the next attempt on the same route; null where another attempt makes no sense.</summary>
    private TimeSpan? PauseBeforeNext(ProviderException failure, int attempt)
    {
        if (failure.Retry != RetryAdvice.TryAgain || attempt >= _options.AttemptsPerRoute)
        {
            return null;
        }

        var pause = failure.RetryAfter ?? _options.FirstPause * Math.Pow(2, attempt - 1);
        return pause <= _options.LongestWait ? pause : null;
    }

    [LoggerMessage(LogLevel.Warning, "{Provider} broke an answer of {Model} off: {Code}")]
    private partial void LogBroken(string provider, string model, string code);

    [LoggerMessage(LogLevel.Warning, "{Provider} gave no answer with {Model} at attempt {Attempt}: {Code}")]
    private partial void LogFailed(string provider, string model, int attempt, string code);
}
