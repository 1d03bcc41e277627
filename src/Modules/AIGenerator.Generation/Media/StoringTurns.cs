namespace AIGenerator.Generation.Media;

/// <summary>How many files are read, marked and kept at a time: each is whole in memory meanwhile, and hundreds may arrive at once.</summary>
internal sealed class StoringTurns : IDisposable
{
    private const int AtOnce = 16;

    private readonly SemaphoreSlim _turns = new(AtOnce);

    /// <summary>Waits for a turn, which lasts until it is disposed.</summary>
    public async Task<IDisposable> TakeAsync(CancellationToken ct)
    {
        await _turns.WaitAsync(ct);
        return new Turn(_turns);
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    private sealed class Turn(SemaphoreSlim turns) : IDisposable
    {
        public void Dispose() => turns.Release();
    }
}
