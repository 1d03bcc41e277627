using System.Collections.Frozen;
using AIGenerator.Providers.Text;
using AIGenerator.Providers.Text.Health;

namespace AIGenerator.Providers.Media;

/// <summary>
/// Which routes of media keep failing, as far as this node knows from its own hand-overs: those are passed over for a while, then one order tries.
/// A crowd does not count: a vendor that takes only so many at a time is well, and the engine waits for its places.
/// </summary>
public sealed class MediaCircuits
{
    private readonly RouteCircuits _circuits;
    private readonly TimeProvider _clock;

    internal MediaCircuits(RouteCircuits circuits, TimeProvider clock)
    {
        _circuits = circuits;
        _clock = clock;
    }

    /// <summary>What is passed over at the moment, in order of name.</summary>
    public IReadOnlyList<HealthLine> Open =>
    [
        .. _circuits.Providers.Select(provider => LineOf(provider, null, _circuits.TroubleOf(provider)))
            .Concat(_circuits.Routes.Select(route => LineOf(route.Provider, route.UpstreamModel, _circuits.TroubleOf(route))))
            .Where(line => line.Health.State == HealthState.Down)
            .OrderBy(line => line.Provider, StringComparer.Ordinal).ThenBy(line => line.UpstreamModel, StringComparer.Ordinal),
    ];

    /// <summary>
    /// The best route that is not passed over. Where all are, null as long as waiting may help; where only a person can (no money, a wrong key), the least
    /// bad one is asked all the same, so that its refusal is heard at once. Dispose what is returned.
    /// </summary>
    public MediaVisit? Enter(IReadOnlyList<TextRoute> routes)
    {
        foreach (var (at, route) in routes.Index())
        {
            if (_circuits.TryEnter(route) is { } visit)
            {
                return new MediaVisit(at, visit);
            }
        }

        return _circuits.LeastBad(routes) is { } least && _circuits.BadnessOf(least).IsHopeless
            ? new MediaVisit(routes.TakeWhile(route => route != least).Count(), _circuits.Enter(least))
            : null;
    }

    /// <summary>Whether a route is passed over and may be well again by itself.</summary>
    public bool IsWaitedFor(TextRoute route) => _circuits.BadnessOf(route) is (false, var until) && until > _clock.GetUtcNow();

    /// <summary>How long until the first of them is tried again; nothing where that is being done.</summary>
    public TimeSpan UntilNextTry(IReadOnlyList<TextRoute> routes)
    {
        var soonest = routes.Min(route => _circuits.BadnessOf(route).Until) - _clock.GetUtcNow();
        return soonest > TimeSpan.Zero ? soonest : TimeSpan.Zero;
    }

    private static HealthLine LineOf(string provider, string? model, (string? LastError, DateTimeOffset? Until) trouble) =>
        new(provider, model, new TextHealth(trouble.Until is null ? HealthState.Ok : HealthState.Down, trouble.LastError, trouble.Until));
}

/// <summary>One order's try of a route. Disposed without a verdict (a cancel, a refusal that blames nobody) it leaves the circuits as they were.</summary>
public sealed class MediaVisit : IDisposable
{
    private static readonly FrozenSet<string> MayBeTheOrdersFault =
        FrozenSet.Create(StringComparer.Ordinal, "provider.failed", "provider.timeout", "provider.garbage", "provider.cut");

    private readonly RouteCircuits.Visit _visit;

    internal MediaVisit(int at, RouteCircuits.Visit visit)
    {
        At = at;
        _visit = visit;
    }

    /// <summary>Which of the routes it is.</summary>
    public int At { get; }

    /// <summary>The vendor took the order.</summary>
    public void Succeed() => _visit.Succeed();

    /// <summary>
    /// The vendor did not. What the order itself is to blame for does not count, nor does a crowd; and an order that may be to blame counts once,
    /// or one that a vendor always stumbles over would close it to everybody.
    /// </summary>
    public void Fail(ProviderException failure, bool isRepeated)
    {
        var isToldAlready = isRepeated && !_visit.IsProbe && MayBeTheOrdersFault.Contains(failure.Code);
        if (failure.Code != "provider.rate-limited" && !isToldAlready)
        {
            _visit.Fail(failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _visit.Dispose();
}
