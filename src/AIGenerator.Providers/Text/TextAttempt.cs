using System.Runtime.CompilerServices;

namespace AIGenerator.Providers.Text;

/// <summary>One attempt at one provider: up to its first output it can fail quietly, from then on it only ends.</summary>
internal sealed class TextAttempt : IAsyncDisposable
{
    private readonly ITextProvider _provider;
    private readonly TextOrder _order;
    private readonly TimeProvider _clock;
    private readonly ProviderMetrics _metrics;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _stop;
    private readonly ITimer _watch;
    private readonly IAsyncEnumerator<TextEvent> _events;
    private readonly long _startedAt;
    private TimeSpan _waited;
    private UsageCounted? _countedFirst;
    private volatile bool _isLate;

    public TextAttempt(ITextProvider provider, TextOrder order, TimeProvider clock, ProviderMetrics metrics, CancellationToken ct)
    {
        _provider = provider;
        _order = order;
        _clock = clock;
        _metrics = metrics;
        _caller = ct;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _startedAt = clock.GetTimestamp();
        _watch = clock.CreateTimer(static attempt => ((TextAttempt)attempt!).GiveUpWaiting(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _events = provider.StreamAsync(order, _stop.Token).GetAsyncEnumerator(_stop.Token);
    }

    /// <summary>What broke the answer off after its first output; null while it goes on, and where it came to an end.</summary>
    public ProviderException? Broken { get; private set; }

    /// <summary>Waits for the first output. Null when it is there; otherwise why there is none.</summary>
    public async Task<ProviderException?> BeginAsync()
    {
        _metrics.Started(_provider.Id, _order.Model);
        ProviderException? failure;
        try
        {
            failure = await FirstOutputAsync() ? WithoutOutput() : ProviderErrors.Cut();
        }
        catch (ProviderException e)
        {
            failure = e;
        }

        if (failure is not null)
        {
            _metrics.Failed(_provider.Id, _order.Model, failure.Code);
            return failure;
        }

        _metrics.FirstOutput(_provider.Id, _order.Model, _clock.GetElapsedTime(_startedAt));
        return null;
    }

    /// <summary>The first output and all that follows.</summary>
    public async IAsyncEnumerable<TextEvent> RestAsync([EnumeratorCancellation] CancellationToken ct)
    {
        if (_countedFirst is not null)
        {
            yield return _countedFirst;
        }

        while (true)
        {
            yield return _events.Current;
            if (_events.Current is TextFinished finished)
            {
                _metrics.Finished(_provider.Id, _order.Model, finished.Usage);
                yield break;
            }

            ct.ThrowIfCancellationRequested();
            if (await EndOfBrokenAsync() is { } broken)
            {
                yield return broken;
                yield break;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync();
        await _stop.CancelAsync();
        await _events.DisposeAsync();
        _stop.Dispose();
    }

    // A count is nothing to show: the answer may still fail quietly after it.
    private async Task<bool> FirstOutputAsync()
    {
        while (await NextAsync(_provider.Timeouts.FirstOutput))
        {
            if (_events.Current is not UsageCounted counted)
            {
                return true;
            }

            _countedFirst = counted;
        }

        return false;
    }

    /// <summary>Moves on. Null where that went well; otherwise the end of an answer that broke after something was shown.</summary>
    private async Task<TextFinished?> EndOfBrokenAsync()
    {
        try
        {
            if (await NextAsync(_provider.Timeouts.Silence))
            {
                return null;
            }

            Broken = ProviderErrors.Cut();
        }
        catch (ProviderException e)
        {
            Broken = e;
        }

        _metrics.Failed(_provider.Id, _order.Model, Broken.Code);
        return new TextFinished(Broken.Category == FailureCategory.Moderated ? FinishReason.Filtered : FinishReason.Cut, Usage: null);
    }

    /// <summary>An answer that is over before it began is a failure: nobody pays for nothing.</summary>
    private ProviderException? WithoutOutput() => _events.Current switch
    {
        TextFinished { Reason: FinishReason.Filtered } => ProviderErrors.Moderated(),
        TextFinished { Reason: FinishReason.Cut } => ProviderErrors.Cut(),

        // The vendor has charged the operator for the whole output already: once is enough.
        TextFinished { Reason: FinishReason.Length } => ProviderErrors.OnlyThought(),
        TextFinished => ProviderErrors.Empty(),
        _ => null,
    };

    private async Task<bool> NextAsync(TimeSpan patience)
    {
        // Counts do not break the silence.
        var left = patience - _waited;
        _watch.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        var since = _clock.GetTimestamp();
        try
        {
            var hasMore = await _events.MoveNextAsync();
            _waited = hasMore && _events.Current is UsageCounted ? _waited + _clock.GetElapsedTime(since) : TimeSpan.Zero;
            return hasMore;
        }
        catch (OperationCanceledException e) when (_isLate && !_caller.IsCancellationRequested)
        {
            throw ProviderErrors.Timeout(e);
        }
        finally
        {
            _watch.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private void GiveUpWaiting()
    {
        _isLate = true;
        _stop.Cancel();
    }
}
