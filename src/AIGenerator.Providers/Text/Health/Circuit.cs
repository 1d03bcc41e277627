namespace AIGenerator.Providers.Text.Health;

/// <summary>
/// Lets requests through until too many in a row have failed, or broken off after they had begun, then none for a while, then one to see whether it
/// is over. Thread-safe.
/// </summary>
internal sealed class Circuit(int failuresToOpen, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private int _failures;
    private int _breaks;
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
            _isProbed = false;
            return Note(++_failures, code, blame);
        }
    }

    /// <summary>
    /// What had begun broke off. Counted apart: that it begins each time is no sign that it will not break again; only a proper end is.
    /// </summary>
    /// <returns>As for a failure.</returns>
    public DateTimeOffset? Break(string code, Blame blame)
    {
        lock (_gate)
        {
            return Note(++_breaks, code, blame);
        }
    }

    /// <summary>What had begun came to its end.</summary>
    public void Finish()
    {
        lock (_gate)
        {
            _breaks = 0;
        }
    }

    private DateTimeOffset? Note(int timesInARow, string code, Blame blame)
    {
        _lastError = code;
        if (!blame.IsAtOnce && _until is null && timesInARow < failuresToOpen)
        {
            return null;
        }

        var until = clock.GetUtcNow() + blame.OpenFor;
        _isHopeless |= blame.IsHopeless;
        _until = _until > until ? _until : until;
        return _until;
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
