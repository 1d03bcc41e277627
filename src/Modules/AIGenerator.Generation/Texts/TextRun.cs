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
    DateTimeOffset CreatedAt);

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
    public static TextEnding Stopped(RouteChosen? route) => new(Generation.StopReason.Stopped, true, null, null, null, null, route, null);

    public static TextEnding Broken(FailureCategory category, string code, RouteChosen? route) =>
        new(Generation.StopReason.Cut, false, category, code, null, null, route, null);
}

/// <summary>The id under which this process holds leases.</summary>
internal sealed class ThisNode(TimeProvider clock)
{
    public string Id { get; } = $"{(Environment.MachineName.Length > 60 ? Environment.MachineName[..60] : Environment.MachineName)}/{Guid.CreateVersion7(clock.GetUtcNow()):N}";
}
