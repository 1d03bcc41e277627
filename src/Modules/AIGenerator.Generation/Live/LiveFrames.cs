using System.Diagnostics;
using System.Runtime.CompilerServices;
using AIGenerator.Generation.Texts;
using AIGenerator.Kernel.Live;

namespace AIGenerator.Generation.Live;

/// <summary>
/// What watchers of one arriving text see: frames of HTML, rendered only while somebody watches and once for all who do. A frame comes as
/// soon as something arrived, but not sooner after the last one than its tail is worth (docs/decisions/0012).
/// </summary>
internal sealed class LiveFrames(LiveText text, ILiveRenderer renderer, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly List<string> _blocks = [];
    private readonly List<(int Blocks, int Reasoning)> _frames = [(0, 0)];
    private readonly long _base = LiveSequence.At(clock.GetUtcNow());
    private string _tail = "";
    private string _lastDelta = "";
    private int _textRendered;
    private int _reasoningRendered;
    private long _renderedAt;
    private int _watchers;
    private bool _isPumping;
    private bool _hasNews;
    private bool _isDetached;
    private TextOutcome? _outcome;
    private TaskCompletionSource? _wake;
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Something arrived. Costs next to nothing while nobody watches.</summary>
    public void Wake()
    {
        TaskCompletionSource? wake;
        lock (_gate)
        {
            _hasNews = true;
            wake = _wake;
            _wake = null;
        }

        wake?.TrySetResult();
    }

    /// <summary>The text ended: watchers get the last frame and the outcome.</summary>
    public void Finish(TextOutcome outcome)
    {
        lock (_gate)
        {
            _outcome = outcome;
            if (_watchers > 0)
            {
                Advance();
            }

            Announce();
        }

        Wake();
    }

    /// <summary>This node no longer knows how it goes on: watchers turn to the rows.</summary>
    public void Detach()
    {
        lock (_gate)
        {
            _isDetached = true;
            Announce();
        }

        Wake();
    }

    /// <summary>Frames above <paramref name="after"/> until the end; ends without an outcome where the node lost the text.</summary>
    public async IAsyncEnumerable<LiveEvent> WatchAsync(long after, [EnumeratorCancellation] CancellationToken ct)
    {
        Enter();
        try
        {
            var (opening, position) = Open(after);
            if (opening is not null)
            {
                yield return opening;
            }

            while (true)
            {
                var (frame, next, isOver) = Next(position);
                if (frame is not null)
                {
                    position = FrameOf(frame.Sequence);
                    yield return frame;
                }
                else if (isOver)
                {
                    yield break;
                }
                else
                {
                    await next.WaitAsync(ct);
                }
            }
        }
        finally
        {
            lock (_gate)
            {
                _watchers--;
            }
        }
    }

    /// <summary>How it ended, once it has.</summary>
    public TextOutcome? Outcome
    {
        get
        {
            lock (_gate)
            {
                return _outcome;
            }
        }
    }

    private void Enter()
    {
        lock (_gate)
        {
            _watchers++;
            if (!_isPumping && _outcome is null)
            {
                _isPumping = true;
                _ = Task.Run(PumpAsync);
            }
        }
    }

    private (LiveEvent? Opening, int Position) Open(long after)
    {
        lock (_gate)
        {
            if (_outcome is not null)
            {
                Advance();
            }

            var position = (after - _base) / 2;
            if (after >= _base && (after - _base) % 2 == 0 && position < _frames.Count && position > 0)
            {
                return (null, (int)position);
            }

            Advance();
            var state = _outcome?.State ?? GenerationState.Running;
            var snapshot = LiveJson.Snapshot(state, _blocks, _tail, text.ReasoningBetween(0, _reasoningRendered));
            return (new LiveEvent(SequenceOf(_frames.Count - 1), "snapshot", snapshot), _frames.Count - 1);
        }
    }

    private (LiveEvent? Frame, Task Next, bool IsOver) Next(int position)
    {
        lock (_gate)
        {
            var latest = _frames.Count - 1;
            if (position == latest)
            {
                return (null, _next.Task, _outcome is not null || _isDetached);
            }

            if (position == latest - 1)
            {
                return (new LiveEvent(SequenceOf(latest), "delta", _lastDelta), _next.Task, false);
            }

            // A slow watcher gets what it missed as one frame.
            var (blocks, reasoning) = _frames[position];
            var delta = LiveJson.Delta(_blocks, blocks, _tail, text.ReasoningBetween(reasoning, _reasoningRendered));
            return (new LiveEvent(SequenceOf(latest), "delta", delta), _next.Task, false);
        }
    }

    private async Task PumpAsync()
    {
        while (!await IsOverAsync())
        {
            var wait = Pause() - clock.GetElapsedTime(_renderedAt);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, clock);
            }

            lock (_gate)
            {
                Advance();
            }
        }
    }

    /// <summary>Waits until there is something to render; true when there is nothing more to do here.</summary>
    private async Task<bool> IsOverAsync()
    {
        while (true)
        {
            Task wait;
            lock (_gate)
            {
                if (_outcome is not null || _isDetached || _watchers == 0)
                {
                    _isPumping = false;
                    return true;
                }

                if (_hasNews)
                {
                    return false;
                }

                _wake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                wait = _wake.Task;
            }

            await wait;
        }
    }

    // The tail is sent again with each frame, so a long one (an open code block) comes less often: 45 ms up to 200 ms.
    private TimeSpan Pause() => TimeSpan.FromMilliseconds(Math.Clamp(45 + ((_tail.Length - 2_000) / 40), 45, 200));

    private void Advance()
    {
        Debug.Assert(_gate.IsHeldByCurrentThread);
        var isFinal = _outcome is not null;
        var (added, reasoning) = text.ReadFrom(_textRendered, _reasoningRendered);
        _hasNews = false;
        if (added.Length == 0 && reasoning.Length == 0 && (!isFinal || _tail.Length == 0))
        {
            return;
        }

        var blocksSeen = _blocks.Count;
        var markup = renderer.Render(added, isFinal);
        _textRendered += added.Length;
        _reasoningRendered += reasoning.Length;
        _blocks.AddRange(markup.Finished);
        _tail = markup.Tail;
        _frames.Add((_blocks.Count, _reasoningRendered));
        _lastDelta = LiveJson.Delta(_blocks, blocksSeen, _tail, reasoning);
        _renderedAt = clock.GetTimestamp();
        Announce();
    }

    private void Announce()
    {
        var next = _next;
        _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        next.TrySetResult();
    }

    private long SequenceOf(int frame) => _base + (2L * frame);

    private int FrameOf(long sequence) => (int)((sequence - _base) / 2);
}
