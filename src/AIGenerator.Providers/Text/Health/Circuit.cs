namespace AIGenerator.Providers.Text.Health;

/// <summary>
/// Lets requests through until too many in a row have failed, then none for a while, then one to see whether it is over. Thread-safe.
/// </summary>
internal sealed class Circuit(int failuresToOpen, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private int _failures;
    private bool _isProbed;
    private bool _isHopeless;
    private string? _lastError;
    private DateTimeOffset? _until;

    /// <summary>The last error since the last success, and until when it is open. It stays open until a probe has succeeded.</summary>
    public (string? LastError, DateTimeOffset? Until) Trouble
    {
        get
        {
            lock (_gate)
            {
                return (_lastError, _until);
            }
        }
    }

    /// <summary>How bad it is, for choosing among open ones: what needs a person comes last.</summary>
    public (bool IsHopeless, DateTimeOffset Until) Badness
    {
        get
        {
            lock (_gate)
            {
                return _until is { } until ? (_isHopeless, until) : (false, DateTimeOffset.MinValue);
            }
        }
    }

    public Admission Enter()
    {
        lock (_gate)
        {
            if (_until is not { } until)
            {
                return Admission.Free;
            }

            if (_isProbed || clock.GetUtcNow() < until)
            {
                return Admission.Refused;
            }

            _isProbed = true;
            return Admission.Probe;
        }
    }

    /// <summary>The probe ended without saying anything of the provider: the next request is the probe.</summary>
    public void GiveBackProbe()
    {
        lock (_gate)
        {
            _isProbed = false;
        }
    }

    /// <returns>Whether this closed it.</returns>
    public bool Succeed()
    {
        lock (_gate)
        {
            var wasOpen = _until is not null;
            (_failures, _isProbed, _isHopeless, _lastError, _until) = (0, false, false, null, null);
            return wasOpen;
        }
    }

    /// <returns>Until when this opened it, or null where it stays as it was.</returns>
    public DateTimeOffset? Fail(string code, Blame blame)
    {
        lock (_gate)
        {
            _failures++;
            _lastError = code;
            _isProbed = false;
            if (!blame.IsAtOnce && _until is null && _failures < failuresToOpen)
            {
                return null;
            }

            var until = clock.GetUtcNow() + blame.OpenFor;
            _isHopeless |= blame.IsHopeless;
            _until = _until > until ? _until : until;
            return _until;
        }
    }
}

/// <summary>What a circuit says to a request.</summary>
internal enum Admission
{
    /// <summary>Go.</summary>
    Free,

    /// <summary>Go, and everybody waits for what becomes of it.</summary>
    Probe,

    /// <summary>Not now.</summary>
    Refused,
}
