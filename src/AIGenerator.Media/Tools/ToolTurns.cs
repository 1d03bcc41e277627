using System.Threading.RateLimiting;

namespace AIGenerator.Media.Tools;

/// <summary>
/// Turns at the tools, each of which may take much memory: one for a workspace, two for the node. Who comes later waits a while, and not in a line
/// without end.
/// </summary>
internal sealed class ToolTurns(TimeSpan patience) : IDisposable
{
    /// <summary>How long the product lets somebody wait.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // What a person attaches at once, from one or two tabs.
    private const int LineOfWorkspace = 20;
    private const int LineOfNode = 60;
    private const int NodeAtOnce = 2;

    private readonly PartitionedRateLimiter<Guid> _turns = PartitionedRateLimiter.CreateChained(
        Limiter(workspace => workspace, 1, LineOfWorkspace), Limiter(_ => Guid.Empty, NodeAtOnce, LineOfNode));

    /// <summary>The turn, until it is disposed; null where it does not come in time.</summary>
    public async Task<IDisposable?> TakeAsync(Guid workspace, CancellationToken ct)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ct);
        waiting.CancelAfter(patience);
        try
        {
            var turn = await _turns.AcquireAsync(workspace, cancellationToken: waiting.Token);
            if (turn.IsAcquired)
            {
                return turn;
            }

            turn.Dispose();
            return null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    private static PartitionedRateLimiter<Guid> Limiter(Func<Guid, Guid> who, int atOnce, int line) => PartitionedRateLimiter.Create<Guid, Guid>(
        workspace => RateLimitPartition.GetConcurrencyLimiter(who(workspace), _ => new ConcurrencyLimiterOptions
        {
            PermitLimit = atOnce,
            QueueLimit = line,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }));
}
