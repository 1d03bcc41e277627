using System.Collections.Concurrent;

namespace AIGenerator.Kernel.Queue;

/// <summary>A claimed job with the means to interrupt it.</summary>
internal sealed class HeldJob(ClaimedJob job, JobKind kind, DateTimeOffset leaseUntil) : IDisposable
{
    private readonly CancellationTokenSource _interrupt = new();
    private readonly CancellationTokenSource _drainOver = new();
    private readonly Lock _gate = new();
    private bool _disposed;

    public ClaimedJob Job => job;

    public JobKind Kind => kind;

    public DateTimeOffset LeaseUntil { get; set; } = leaseUntil;

    /// <summary>When the job runs again, where its handler said that it is not over.</summary>
    public DateTimeOffset? RunAgainAt { get; set; }

    public CancellationToken Interrupted => _interrupt.Token;

    public CancellationToken DrainOver => _drainOver.Token;

    public bool IsInterrupted { get; private set; }

    /// <summary>Whether the lease is another's by now, or nobody's.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Asks the handler to stop; does nothing once the run is over.</summary>
    public void Interrupt()
    {
        lock (_gate)
        {
            IsInterrupted = true;
            if (!_disposed)
            {
                _interrupt.Cancel();
            }
        }
    }

    /// <summary>The same, as the job is no longer ours.</summary>
    public void Lose()
    {
        IsLost = true;
        Interrupt();
    }

    /// <summary>Ends what was let go on after <see cref="Interrupt"/>.</summary>
    public void EndDrain()
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _drainOver.Cancel();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _interrupt.Dispose();
            _drainOver.Dispose();
        }
    }
}

/// <summary>What this process holds, kept alive by heartbeats until each job's end is written.</summary>
internal sealed class HeldJobs(JobStore store, Guid owner, TimeProvider clock)
{
    private readonly ConcurrentDictionary<Guid, HeldJob> _held = new();

    public bool IsEmpty => _held.IsEmpty;

    public HeldJob Add(ClaimedJob job, JobKind kind)
    {
        var held = new HeldJob(job, kind, clock.GetUtcNow() + kind.Options.Lease);
        _held[job.Id] = held;
        return held;
    }

    public void Remove(HeldJob held)
    {
        // Only this very claim: after a lost lease the same process may have claimed the job again.
        _held.TryRemove(KeyValuePair.Create(held.Job.Id, held));
    }

    /// <summary>Prolongs the leases that have run for a third of their length and interrupts what is no longer ours.</summary>
    public async Task BeatAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var expired in _held.Values.Where(held => held.LeaseUntil < now))
        {
            expired.Lose();
        }

        var due = _held.Values.Where(held => !held.IsLost && held.LeaseUntil - now <= held.Kind.Options.Lease * (2.0 / 3)).ToList();
        if (due.Count == 0)
        {
            return;
        }

        var kept = await store.ExtendAsync(owner, due.ConvertAll(held => held.Job), [.. due.Select(held => held.Kind.Options.Lease)], ct);
        foreach (var held in due)
        {
            if (kept.Contains(held.Job.Id))
            {
                held.LeaseUntil = now + held.Kind.Options.Lease;
            }
            else if (_held.ContainsKey(held.Job.Id))
            {
                held.Lose();
            }
        }
    }
}
