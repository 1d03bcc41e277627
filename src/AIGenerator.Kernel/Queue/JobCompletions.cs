using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AIGenerator.Kernel.Queue;

/// <summary>Writes finished jobs, and those that run again later, in bulk: while one statement is under way the next ones gather.</summary>
internal sealed partial class JobCompletions(JobStore store, HeldJobs heldJobs, Guid owner, TimeProvider clock, ILogger logger)
{
    private const int BatchSize = 500;
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly Channel<HeldJob> _finished = Channel.CreateUnbounded<HeldJob>(new UnboundedChannelOptions { SingleReader = true });

    public void Add(HeldJob held) => _finished.Writer.TryWrite(held);

    public void Close() => _finished.Writer.TryComplete();

    /// <summary>Runs until <see cref="Close"/> and everything is written, or until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var batch = new List<HeldJob>(BatchSize);
        while (await _finished.Reader.WaitToReadAsync(ct))
        {
            while (batch.Count < BatchSize && _finished.Reader.TryRead(out var held))
            {
                batch.Add(held);
            }

            await WriteAsync(batch, ct);
            batch.Clear();
        }
    }

    /// <summary>Writes these now; waits for the database as long as it takes.</summary>
    public async Task WriteAsync(IReadOnlyList<HeldJob> batch, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                var written = await WriteOnceAsync(batch, ct);
                foreach (var held in batch)
                {
                    if (!written.Contains(held.Job.Id))
                    {
                        LogFenced(held.Job.Name, held.Job.Id, held.Job.Attempt);
                    }

                    heldJobs.Remove(held);
                    held.Dispose();
                }

                return;
            }
            catch (NpgsqlException failure)
            {
                // The leases go on being prolonged meanwhile; if the database stays away they run out and the jobs run again elsewhere.
                LogDelayed(failure, batch.Count);
                await Task.Delay(PauseAfterFailure, clock, ct);
            }
        }
    }

    private async Task<HashSet<Guid>> WriteOnceAsync(IReadOnlyList<HeldJob> batch, CancellationToken ct)
    {
        var over = batch.Where(held => held.RunAgainAt is null).Select(held => held.Job).ToList();
        var again = batch.Where(held => held.RunAgainAt is not null).ToList();
        var written = over.Count > 0 ? await store.CompleteAsync(owner, over, ct) : [];
        if (again.Count > 0)
        {
            var times = again.Select(held => held.RunAgainAt!.Value.ToUniversalTime()).ToArray();
            written.UnionWith(await store.RunAgainAsync(owner, again.ConvertAll(held => held.Job), times, ct));
        }

        return written;
    }

    [LoggerMessage(LogLevel.Warning, "Job {JobName} {JobId} finished attempt {Attempt} after its lease was lost; another run decides")]
    private partial void LogFenced(string jobName, Guid jobId, int attempt);

    [LoggerMessage(LogLevel.Warning, "The end of {Count} jobs could not be written yet")]
    private partial void LogDelayed(Exception failure, int count);
}
