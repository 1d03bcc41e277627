using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.Text.Health;

/// <summary>
/// A circuit for each provider and one for each model there. A provider has one key, read at start, so its id stands for both
/// (docs/decisions/0008). A success of any model closes the provider's; so one broken model never takes the others with it. Texts have a set of their own, and so have media: a vendor's
/// servers for pictures may be down while it writes.
/// </summary>
internal sealed partial class RouteCircuits(IOptions<TextRouterOptions> options, TimeProvider clock, ProviderMetrics metrics, ILogger<RouteCircuits> logger)
{
    private readonly ConcurrentDictionary<string, Circuit> _providers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<TextRoute, Circuit> _models = new();

    public IEnumerable<string> Providers => _providers.Keys;

    public IEnumerable<TextRoute> Routes => _models.Keys;

    /// <summary>Lets a request try a route; null where it is passed over for now.</summary>
    public Visit? TryEnter(TextRoute route)
    {
        var (provider, model) = Of(route);
        var ofProvider = provider.Enter();
        if (ofProvider == Admission.Refused)
        {
            metrics.Skipped(route.Provider, route.UpstreamModel);
            return null;
        }

        var ofModel = model.Enter();
        if (ofModel != Admission.Refused)
        {
            return new Visit(this, route, ofProvider == Admission.Probe, ofModel == Admission.Probe);
        }

        if (ofProvider == Admission.Probe)
        {
            provider.GiveBackProbe();
        }

        metrics.Skipped(route.Provider, route.UpstreamModel);
        return null;
    }

    /// <summary>Tries a route whatever its circuits say.</summary>
    public Visit Enter(TextRoute route) => new(this, route, IsProviderProbe: false, IsModelProbe: false);

    /// <summary>Of routes that are all passed over, the one to ask all the same: what may pass by itself first, then what ends soonest.</summary>
    public TextRoute? LeastBad(IReadOnlyList<TextRoute> routes) => routes.OrderBy(BadnessOf).FirstOrDefault();

    /// <summary>The last error and until when a route is passed over.</summary>
    public (string? LastError, DateTimeOffset? Until) TroubleOf(TextRoute route)
    {
        var model = _models.TryGetValue(route, out var circuit) ? circuit.Trouble : default;
        var provider = TroubleOf(route.Provider);
        return provider.Until is not null && (model.Until is null || provider.Until > model.Until) ? provider : model;
    }

    /// <summary>The same of a whole provider.</summary>
    public (string? LastError, DateTimeOffset? Until) TroubleOf(string provider) => _providers.TryGetValue(provider, out var circuit) ? circuit.Trouble : default;

    /// <summary>Whether only a person can mend a route, and until when it is passed over.</summary>
    public (bool IsHopeless, DateTimeOffset Until) BadnessOf(TextRoute route)
    {
        var (provider, model) = Of(route);
        var (one, other) = (provider.Badness, model.Badness);
        return (one.IsHopeless || other.IsHopeless, one.Until > other.Until ? one.Until : other.Until);
    }

    /// <summary>An answer that had begun came to its proper end.</summary>
    public void Finish(TextRoute route)
    {
        var (provider, model) = Of(route);
        provider.Finish();
        model.Finish();
    }

    /// <summary>An answer broke off after it had begun: its visit is over, and it is a failure like any other.</summary>
    public void Break(TextRoute route, ProviderException failure) => Count(route, failure, static (circuit, code, blame) => circuit.Break(code, blame));

    private (Circuit Provider, Circuit Model) Of(TextRoute route) =>
        (_providers.GetOrAdd(route.Provider, _ => new Circuit(options.Value.FailuresToOpen, clock)),
            _models.GetOrAdd(route, _ => new Circuit(options.Value.FailuresToOpen, clock)));

    private void Succeed(TextRoute route)
    {
        var (provider, model) = Of(route);
        if (provider.Succeed())
        {
            LogClosed(route.Provider, "*");
        }

        if (model.Succeed())
        {
            LogClosed(route.Provider, route.UpstreamModel);
        }
    }

    private void Fail(TextRoute route, ProviderException failure) => Count(route, failure, static (circuit, code, blame) => circuit.Fail(code, blame));

    private void Count(TextRoute route, ProviderException failure, Func<Circuit, string, Blame, DateTimeOffset?> count)
    {
        var (provider, model) = Of(route);
        var (ofProvider, ofModel) = Blame.Of(failure, options.Value);
        if (ofProvider is not null && count(provider, failure.Code, ofProvider) is { } until)
        {
            metrics.Opened(route.Provider, "*", failure.Code);
            LogOpened(route.Provider, "*", until, failure.Code);
        }

        if (ofModel is not null && count(model, failure.Code, ofModel) is { } modelUntil)
        {
            metrics.Opened(route.Provider, route.UpstreamModel, failure.Code);
            LogOpened(route.Provider, route.UpstreamModel, modelUntil, failure.Code);
        }
    }

    private void GiveBackProbes(Visit visit)
    {
        var (provider, model) = Of(visit.Route);
        if (visit.IsProviderProbe)
        {
            provider.GiveBackProbe();
        }

        if (visit.IsModelProbe)
        {
            model.GiveBackProbe();
        }
    }

    /// <summary>One request's try of a route. Disposing it without a verdict, e.g. after a cancel, leaves the circuits as they were.</summary>
    public sealed record Visit(RouteCircuits Circuits, TextRoute Route, bool IsProviderProbe, bool IsModelProbe) : IDisposable
    {
        /// <summary>Whether it finds out for all whether a route that was passed over is well again.</summary>
        public bool IsProbe => IsProviderProbe || IsModelProbe;

        /// <summary>It began to answer.</summary>
        public void Succeed() => Circuits.Succeed(Route);

        /// <summary>It gave no answer.</summary>
        public void Fail(ProviderException failure) => Circuits.Fail(Route, failure);

        public void Dispose() => Circuits.GiveBackProbes(this);
    }

    [LoggerMessage(LogLevel.Warning, "{Provider} is passed over with {Model} until {Until:u}: {Code}")]
    private partial void LogOpened(string provider, string model, DateTimeOffset until, string code);

    [LoggerMessage(LogLevel.Information, "{Provider} answers again with {Model}")]
    private partial void LogClosed(string provider, string model);
}
