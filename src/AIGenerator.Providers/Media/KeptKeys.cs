namespace AIGenerator.Providers.Media;

/// <summary>
/// A vendor's keys for its reports, read when they are first needed, after <paramref name="lifetime"/>, and where none fits: it may have changed them.
/// A flood of forgeries must not become a flood of questions, so there are ten minutes between two readings.
/// </summary>
internal sealed class KeptKeys<T>(TimeProvider clock, TimeSpan lifetime, Func<CancellationToken, Task<T>> read)
{
    private static readonly TimeSpan BetweenReadings = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private Kept? _kept;
    private Task<Kept>? _reading;

    /// <summary>Whether a signature fits the keys, or those that took their place.</summary>
    /// <exception cref="ProviderException">They could not be read.</exception>
    public async Task<bool> FitAsync(Func<T, bool> fits, CancellationToken ct)
    {
        var kept = _kept is { } old && Age(old) <= lifetime ? old : await ReadAsync(ct);
        if (fits(kept.Keys))
        {
            return true;
        }

        return Age(kept) >= BetweenReadings && fits((await ReadAsync(ct)).Keys);
    }

    private TimeSpan Age(Kept kept) => clock.GetUtcNow() - kept.At;

    /// <summary>One reading at a time, for all who wait; it goes on when one of them leaves.</summary>
    private Task<Kept> ReadAsync(CancellationToken ct)
    {
        Task<Kept> reading;
        lock (_gate)
        {
            reading = _reading is { IsCompleted: false } running ? running : _reading = NewAsync();
        }

        return reading.WaitAsync(ct);
    }

    private async Task<Kept> NewAsync() => _kept = new Kept(await read(CancellationToken.None), clock.GetUtcNow());

    private sealed record Kept(T Keys, DateTimeOffset At);
}
