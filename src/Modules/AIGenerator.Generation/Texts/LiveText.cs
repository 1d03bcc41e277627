using System.Text;
using AIGenerator.Generation.Live;
using AIGenerator.Providers.Text;

namespace AIGenerator.Generation.Texts;

/// <summary>A text that is arriving on this node: its buffer, its stop switch and the frames its watchers see.</summary>
internal sealed class LiveText : IDisposable
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _reasoning = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _clock;
    private long _version;
    private long _keptVersion;

    public LiveText(TextRun run, ILiveRenderer renderer, TimeProvider clock)
    {
        Run = run;
        _clock = clock;
        Frames = new LiveFrames(this, renderer, clock);
    }

    public TextRun Run { get; }

    public LiveFrames Frames { get; }

    /// <summary>Ends the upstream call: the person's stop, the node's end, or a lost lease.</summary>
    public CancellationToken StopToken() => _stop.Token;

    public StopCause? Cause { get; private set; }

    /// <summary>The stream is over and the end is being written: the row may leave this node's leases at any moment.</summary>
    public bool IsEnding { get; set; }

    public DateTimeOffset? FirstOutputAt { get; private set; }

    /// <summary>Completes when the run has ended and settled, or gave up.</summary>
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The vendor's last count, where it gives one on the way.</summary>
    public CountedText? Counted { get; private set; }

    public void Append(string delta) => Add(_text, delta);

    public void AppendReasoning(string delta) => Add(_reasoning, delta);

    public void Count(TextUsage usage)
    {
        lock (_gate)
        {
            Counted = new CountedText(usage, _text.Length, _reasoning.Length);
        }
    }

    /// <summary>Asks the run to end; the first cause wins.</summary>
    public void Stop(StopCause cause)
    {
        lock (_gate)
        {
            if (Cause is not null)
            {
                return;
            }

            Cause = cause;
        }

        _stop.Cancel();
    }

    public TextProgress Read()
    {
        lock (_gate)
        {
            return new TextProgress(Run.Id, _text.ToString(), _reasoning.ToString());
        }
    }

    /// <summary>What came after these positions.</summary>
    public (string Text, string Reasoning) ReadFrom(int text, int reasoning)
    {
        lock (_gate)
        {
            return (_text.ToString(text, _text.Length - text), _reasoning.ToString(reasoning, _reasoning.Length - reasoning));
        }
    }

    public string ReasoningBetween(int from, int to)
    {
        lock (_gate)
        {
            return _reasoning.ToString(from, to - from);
        }
    }

    /// <summary>What the owner has not kept yet, or null when nothing came since.</summary>
    public (TextProgress Progress, long Version)? ReadUnkept()
    {
        lock (_gate)
        {
            return _version == _keptVersion ? null : (new TextProgress(Run.Id, _text.ToString(), _reasoning.ToString()), _version);
        }
    }

    public void Kept(long version)
    {
        lock (_gate)
        {
            _keptVersion = Math.Max(_keptVersion, version);
        }
    }

    public void Dispose() => _stop.Dispose();

    private void Add(StringBuilder to, string delta)
    {
        lock (_gate)
        {
            to.Append(delta);
            _version++;
            FirstOutputAt ??= _clock.GetUtcNow();
        }

        Frames.Wake();
    }
}

/// <summary>Why a run is asked to end.</summary>
internal enum StopCause
{
    /// <summary>The person pressed stop.</summary>
    Person,

    /// <summary>The node shuts down.</summary>
    Shutdown,

    /// <summary>Another node has it now; it must not be ended here.</summary>
    LeaseLost,
}
