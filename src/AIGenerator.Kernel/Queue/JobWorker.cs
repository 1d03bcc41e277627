using System.Collections.Concurrent;
using System.Threading.Channels;
using AIGenerator.Kernel.Live;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Kernel.Queue;

/// <summary>
/// Claims ready jobs whenever there is news, a free place or a tick of a second has passed, runs them side by side up to each kind's
/// limit, keeps their leases and takes over those of dead workers. At a stop it claims no more, gives running jobs two seconds, then
/// interrupts them and puts them back without counting the attempt. What a kind must not break off (<see cref="JobOptions.Drain"/>) is waited for.
/// </summary>
internal sealed partial class JobWorker : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(2);

    private readonly JobKinds _kinds;
    private readonly JobStore _store;
    private readonly JobRunner _runner;
    private readonly INodeBus _bus;
    private readonly TimeProvider _clock;
    private readonly ILogger<JobWorker> _logger;

    private readonly HeldJobs _held;
    private readonly JobCompletions _completions;
    private readonly Dictionary<string, JobPlaces> _places;
    private readonly ConcurrentDictionary<HeldJob, Task> _running = new();
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public JobWorker(JobKinds kinds, JobStore store, JobRunner runner, INodeBus bus, TimeProvider clock, ILogger<JobWorker> logger)
    {
        _kinds = kinds;
        _store = store;
        _runner = runner;
        _bus = bus;
        _clock = clock;
        _logger = logger;
        Owner = Guid.CreateVersion7(clock.GetUtcNow());
        _held = new HeldJobs(store, Owner, clock);
        _completions = new JobCompletions(store, _held, Owner, clock, logger);
        _places = kinds.All.ToDictionary(kind => kind.Name, kind => new JobPlaces(kind), StringComparer.Ordinal);
    }

    /// <summary>This process in the <c>owner</c> column; new at each start.</summary>
    public Guid Owner { get; }

    /// <summary>Runs what is due now, without the hosted loop, until nothing is; for tests. Returns how many runs that were.</summary>
    internal async Task<int> DrainAsync(CancellationToken ct)
    {
        var runs = 0;
        while (await _store.ClaimAsync(Owner, [.. _places.Values.Select(places => places.Room())], ct) is { Count: > 0 } claimed)
        {
            runs += claimed.Count;
            await Task.WhenAll(claimed.Select(async job =>
            {
                var held = _held.Add(job, _kinds[job.Name]);
                var failure = await _runner.RunAsync(held);
                await (failure is null ? _completions.WriteAsync([held], ct) : EndFailedAsync(held, failure));
            }));
        }

        return runs;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var closing = new CancellationTokenSource();
        using var stopped = new CancellationTokenSource();
        var completions = _completions.RunAsync(closing.Token);
        var listening = ListenAsync(stoppingToken);
        var ticking = TickAsync(stopped.Token);
        try
        {
            await ClaimUntilStoppedAsync(stoppingToken);
        }
        finally
        {
            await Task.WhenAll(_running.Select(run => EndRunAsync(run.Key, run.Value)));
            await stopped.CancelAsync();
            _completions.Close();
            closing.CancelAfter(StopGrace);
            await Task.WhenAll(completions, listening, ticking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ClaimUntilStoppedAsync(CancellationToken stoppingToken)
    {
        Wake();
        try
        {
            await foreach (var _ in _wake.Reader.ReadAllAsync(stoppingToken))
            {
                await ClaimAllAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task ClaimAllAsync(CancellationToken ct)
    {
        try
        {
            while (_places.Values.Select(places => places.Room()).Where(room => room.Free > 0).ToList() is { Count: > 0 } room)
            {
                var claimed = await _store.ClaimAsync(Owner, room, ct);
                foreach (var job in claimed)
                {
                    Start(job);
                }

                foreach (var kind in room)
                {
                    _places[kind.Name].MayHaveMore = claimed.Count(job => job.Name == kind.Name) == kind.Free;
                }

                if (!_places.Values.Any(places => places.MayHaveMore && places.Room().Free > 0))
                {
                    return;
                }
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogClaimFailed(failure);
        }
    }

    private void Start(ClaimedJob job)
    {
        var kind = _kinds[job.Name];
        var held = _held.Add(job, kind);
        _places[job.Name].Take();
        var run = Task.Run(() => RunAsync(held), CancellationToken.None);
        _running[held] = run;
        _ = run.ContinueWith(_ => _running.TryRemove(held, out Task? _), TaskScheduler.Default);
    }

    private async Task RunAsync(HeldJob held)
    {
        try
        {
            var failure = await _runner.RunAsync(held);
            if (failure is null)
            {
                _completions.Add(held);
            }
            else
            {
                await EndFailedAsync(held, failure);
            }
        }
        finally
        {
            var places = _places[held.Job.Name];
            places.Free();
            if (places.MayHaveMore)
            {
                Wake();
            }
        }
    }

    private async Task EndFailedAsync(HeldJob held, Exception failure)
    {
        var job = held.Job;
        try
        {
            if (held.IsInterrupted)
            {
                // Either we are stopping, or the lease was lost: then the fence makes this change nothing.
                await _store.ReleaseAsync(Owner, [job], CancellationToken.None);
                return;
            }

            var isLast = job.Attempt >= job.MaxAttempts;
            DateTimeOffset? retryAt = isLast ? null : _clock.GetUtcNow().ToUniversalTime() + BackOff.After(job.Id, held.Kind.Options.MaxAttempts - (job.MaxAttempts - job.Attempt));
            if (await _store.FailAsync(Owner, job, failure.GetType().Name, retryAt, CancellationToken.None) && isLast)
            {
                LogDead(job.Name, job.Id, job.Attempt);
            }
        }
        catch (Exception unwritten) when (unwritten is not OperationCanceledException)
        {
            // The lease runs out and somebody takes the job over.
            LogEndUnwritten(unwritten, job.Name, job.Id);
        }
        finally
        {
            _held.Remove(held);
            held.Dispose();
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        await foreach (var name in _bus.ListenAsync(JobNews.Channel, ct))
        {
            if (_places.ContainsKey(name))
            {
                Wake();
            }
        }
    }

    private async Task TickAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Tick, _clock);
        while (await timer.WaitForNextTickAsync(ct))
        {
            await KeepLeasesAsync(ct);
            Wake();
        }
    }

    private async Task KeepLeasesAsync(CancellationToken ct)
    {
        try
        {
            await _held.BeatAsync(ct);
            var taken = await _store.ReclaimAsync(ct);
            if (taken > 0)
            {
                LogReclaimed(taken);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogClaimFailed(failure);
        }
    }

    private async Task EndRunAsync(HeldJob held, Task run)
    {
        if (run.IsCompleted)
        {
            return;
        }

        var drain = held.Kind.Options.Drain;
        if (drain == TimeSpan.Zero)
        {
            await Task.WhenAny(run, Task.Delay(StopGrace, _clock, CancellationToken.None));
        }

        held.Interrupt();
        await Task.WhenAny(run, Task.Delay(drain, _clock, CancellationToken.None));
        held.EndDrain();
        await run;
    }

    private void Wake() => _wake.Writer.TryWrite(true);

    [LoggerMessage(LogLevel.Error, "The queue could not be read; trying again within a second")]
    private partial void LogClaimFailed(Exception failure);

    [LoggerMessage(LogLevel.Warning, "{Count} jobs of workers that gave no sign of life are ready again")]
    private partial void LogReclaimed(int count);

    [LoggerMessage(LogLevel.Error, "Job {JobName} {JobId} is dead after {Attempts} attempts")]
    private partial void LogDead(string jobName, Guid jobId, int attempts);

    [LoggerMessage(LogLevel.Error, "The failure of job {JobName} {JobId} could not be written; its lease will run out")]
    private partial void LogEndUnwritten(Exception failure, string jobName, Guid jobId);
}
