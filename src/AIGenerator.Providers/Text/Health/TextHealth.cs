namespace AIGenerator.Providers.Text.Health;

/// <summary>How a route, or a whole provider, fares on this node, as far as its last answers tell.</summary>
/// <param name="State">In one word.</param>
/// <param name="LastError">Code of the last failure since the last success, e.g. <c>provider.overloaded</c>; null where there was none.</param>
/// <param name="Until">When it will be asked again; null unless it is down.</param>
/// <param name="FirstOutput">How soon it began lately; null where nothing was measured.</param>
public sealed record TextHealth(HealthState State, string? LastError = null, DateTimeOffset? Until = null, FirstOutputTimes? FirstOutput = null);

/// <summary>A state of health.</summary>
public enum HealthState
{
    /// <summary>It answers.</summary>
    Ok,

    /// <summary>It answers, but keeps its readers waiting.</summary>
    Slow,

    /// <summary>It keeps failing and is passed over for a while; asked all the same where nobody else is left.</summary>
    Down,
}

/// <summary>How long answers of the last hour took to their first output, reasoning included.</summary>
/// <param name="Median">Half began sooner.</param>
/// <param name="P95">Nineteen of twenty began sooner.</param>
/// <param name="Answers">How many were measured.</param>
public sealed record FirstOutputTimes(TimeSpan Median, TimeSpan P95, int Answers);

/// <summary>One line for an administrator.</summary>
/// <param name="Provider">The provider's id.</param>
/// <param name="UpstreamModel">The id that provider uses; null for the provider as a whole, with its key.</param>
/// <param name="Health">How it fares.</param>
public sealed record HealthLine(string Provider, string? UpstreamModel, TextHealth Health);
