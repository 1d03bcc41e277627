using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.Text.Health;

/// <summary>What this node knows of its providers' health. Kept in memory: another node has its own, and a start begins without any.</summary>
public sealed class TextHealthBoard
{
    // Fewer say nothing of a route.
    private const int EnoughAnswers = 5;

    private readonly RouteCircuits _circuits;
    private readonly TextSpeeds _speeds;
    private readonly TextRouterOptions _options;

    internal TextHealthBoard(RouteCircuits circuits, TextSpeeds speeds, IOptions<TextRouterOptions> options)
    {
        _circuits = circuits;
        _speeds = speeds;
        _options = options.Value;
    }

    /// <summary>The health of one route: its model's, and its provider's where that is worse.</summary>
    public TextHealth Of(TextRoute route)
    {
        var speed = _speeds.Of(route);
        var (error, until) = _circuits.TroubleOf(route);
        var isSlow = speed is { Answers: >= EnoughAnswers } && speed.Median >= _options.SlowFirstOutput;
        return new TextHealth(until is not null ? HealthState.Down : isSlow ? HealthState.Slow : HealthState.Ok, error, until, speed);
    }

    /// <summary>The health of a model with these routes: that of the one which would answer now. Without any route it is down.</summary>
    /// <param name="routes">Best first, configured ones only.</param>
    public TextHealth Of(IReadOnlyList<TextRoute> routes)
    {
        TextHealth? first = null;
        foreach (var route in routes)
        {
            var health = Of(route);
            if (health.State != HealthState.Down)
            {
                return health;
            }

            first ??= health;
        }

        return first ?? new TextHealth(HealthState.Down, "provider.not-configured");
    }

    /// <summary>Every provider and route that was asked since the start, in order of name.</summary>
    public IReadOnlyList<HealthLine> All =>
    [
        .. _circuits.Providers.Select(provider => new HealthLine(provider, null, OfProvider(provider)))
            .Concat(_circuits.Routes.Select(route => new HealthLine(route.Provider, route.UpstreamModel, Of(route))))
            .OrderBy(line => line.Provider, StringComparer.Ordinal).ThenBy(line => line.UpstreamModel, StringComparer.Ordinal),
    ];

    private TextHealth OfProvider(string provider)
    {
        var (error, until) = _circuits.TroubleOf(provider);
        return new TextHealth(until is null ? HealthState.Ok : HealthState.Down, error, until);
    }
}
