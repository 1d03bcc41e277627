using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Models;
using AIGenerator.Providers;
using AIGenerator.Providers.Text;

namespace AIGenerator.Generation.Texts;

/// <summary>What a node needs to run and to end one accepted text. The attempt, with this node's id, is the fence: only the lease's holder ends it.</summary>
internal sealed record TextRun(
    Guid Id,
    WorkspaceId Workspace,
    string Owner,
    TextModel? Model,
    string ModelId,
    Credits Held,
    long InputEstimate,
    int MaxOutputTokens,
    bool IsBalanceLimited,
    int Attempt,
    DateTimeOffset CreatedAt)
{
    /// <summary>Charged beside the model's price when something is delivered.</summary>
    public Credits Fee { get; init; }
}

/// <summary>How a run ended, before money: what the stream said, or what broke it.</summary>
internal sealed record TextEnding(
    StopReason? StopReason,
    bool IsCanceled,
    FailureCategory? Category,
    string? ErrorCode,
    TextUsage? Usage,
    ProviderEcho? Echo,
    RouteChosen? Route,
    string? UpstreamId)
{
    /// <summary>The vendor's last count of an answer that was stopped or broke, where it gave one on the way.</summary>
    public CountedText? Counted { get; init; }

    public static TextEnding Stopped(RouteChosen? route) => new(Generation.StopReason.Stopped, true, null, null, null, null, route, null);

    public static TextEnding Broken(FailureCategory category, string code, RouteChosen? route) =>
        new(Generation.StopReason.Cut, false, category, code, null, null, route, null);
}

/// <summary>A vendor's count on the way.</summary>
/// <param name="Usage">What it counted.</param>
/// <param name="Text">Characters of the answer that had arrived by then.</param>
/// <param name="Reasoning">Characters of shown reasoning that had arrived by then.</param>
internal sealed record CountedText(TextUsage Usage, int Text, int Reasoning);

/// <summary>The id under which this process holds leases.</summary>
internal sealed class ThisNode(TimeProvider clock)
{
    public string Id { get; } = $"{(Environment.MachineName.Length > 60 ? Environment.MachineName[..60] : Environment.MachineName)}/{Guid.CreateVersion7(clock.GetUtcNow()):N}";
}
