namespace AIGenerator.Simulators;

/// <summary>Keeps a stream's beat without drifting: each word is due at a moment counted from the start.</summary>
internal sealed class Beat(double perSecond)
{
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private long _words;

    public async ValueTask NextAsync(CancellationToken ct)
    {
        if (perSecond <= 0)
        {
            return;
        }

        _words++;
        var due = TimeSpan.FromSeconds(_words / perSecond);
        var wait = due - TimeProvider.System.GetElapsedTime(_start);
        if (wait > TimeSpan.FromMilliseconds(1))
        {
            await Task.Delay(wait, TimeProvider.System, ct);
        }
    }
}
