using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.Text;

/// <summary>A way to a model: a provider and the id it uses.</summary>
/// <param name="Provider">The provider's id.</param>
/// <param name="UpstreamModel">The id that provider uses.</param>
public sealed record TextRoute(string Provider, string UpstreamModel);

/// <summary>
/// Answers an order over the first route that can: retries and falls back while nothing was shown, never after, and never after a cancel.
/// Watches the clock and counts.
/// </summary>
public sealed partial class TextRouter
{
    private readonly TextProviders _providers;
    private readonly TextRouterOptions _options;
    private readonly TimeProvider _clock;
    private readonly ProviderMetrics _metrics;
    private readonly ILogger<TextRouter> _logger;

    internal TextRouter(
        TextProviders providers, IOptions<TextRouterOptions> options, TimeProvider clock, ProviderMetrics metrics, ILogger<TextRouter> logger)
    {
        _providers = providers;
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
    /// <param name="routes">Best first. Those without a configured provider are passed over.</param>
    /// <param name="ct">Stops the answer and every further attempt.</param>
    /// <exception cref="ProviderException">No route answered anything; the failure is the last route's, or the one that forbids trying on.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public async IAsyncEnumerable<TextEvent> StreamAsync(
        TextOrder order, IReadOnlyList<TextRoute> routes, [EnumeratorCancellation] CancellationToken ct)
    {
        var failure = ProviderErrors.NotConfigured();
        foreach (var route in routes)
        {
            if (_providers.Find(route.Provider) is not { IsConfigured: true } provider)
            {
                continue;
            }

            for (var number = 1; number <= _options.AttemptsPerRoute; number++)
            {
                await using var attempt = new TextAttempt(provider, order with { Model = route.UpstreamModel }, _clock, _metrics, ct);
                if (await attempt.BeginAsync() is not { } refusal)
                {
                    yield return new RouteChosen(route.Provider, route.UpstreamModel);
                    await foreach (var step in attempt.RestAsync(ct))
                    {
                        yield return step;
                    }

                    yield break;
                }

                failure = refusal;
                LogFailed(route.Provider, route.UpstreamModel, number, failure.Code);
                if (failure.Retry == RetryAdvice.GiveUp)
                {
                    throw failure;
                }

                if (PauseBeforeNext(failure, number) is not { } pause)
                {
                    break;
                }

                await Task.Delay(pause, _clock, ct);
            }
        }

        throw failure;
    }

    /// <summary>How long to wait for the next attempt on the same route; null where another attempt makes no sense.</summary>
    private TimeSpan? PauseBeforeNext(ProviderException failure, int attempt)
    {
        if (failure.Retry != RetryAdvice.TryAgain || attempt == _options.AttemptsPerRoute)
        {
            return null;
        }

        var pause = failure.RetryAfter ?? _options.FirstPause * Math.Pow(2, attempt - 1);
        return pause <= _options.LongestWait ? pause : null;
    }

    [LoggerMessage(LogLevel.Warning, "{Provider} gave no answer with {Model} at attempt {Attempt}: {Code}")]
    private partial void LogFailed(string provider, string model, int attempt, string code);
}
