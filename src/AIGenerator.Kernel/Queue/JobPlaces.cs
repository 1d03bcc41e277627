namespace AIGenerator.Kernel.Queue;

/// <summary>How many jobs of one kind this node runs now, against its limit.</summary>
internal sealed class JobPlaces(JobKind kind)
{
    private int _taken;

    /// <summary>Whether the last claim took all it asked for, so that a free place is worth another look.</summary>
    public bool MayHaveMore { get; set; }

    public JobRoom Room() => new(kind.Name, kind.Options.Concurrency - Volatile.Read(ref _taken), kind.Options.Lease);

    public void Take() => Interlocked.Increment(ref _taken);

    public void Free() => Interlocked.Decrement(ref _taken);
}
