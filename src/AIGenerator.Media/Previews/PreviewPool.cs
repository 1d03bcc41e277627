using System.Collections.Concurrent;
using System.ComponentModel;
using AIGenerator.Previews;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Media.Previews;

/// <summary>
/// The processes that make smaller pictures: as many at once as there are processors, started when there is work and ended when there has been none for
/// a while.
/// </summary>
internal sealed partial class PreviewPool : IDisposable
{
    // What a process may have gathered on its way goes with it.
    private const int MostPictures = 200;
    private const int FailuresInARow = 3;
    private static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private readonly ConcurrentStack<PreviewProcess> _idle = new();
    private readonly SemaphoreSlim _turns = new(Environment.ProcessorCount);
    private readonly PreviewProgram _program;
    private readonly TimeProvider _clock;
    private readonly ILogger<PreviewPool> _logger;
    private readonly ITimer _sweep;
    private volatile bool _isDisposed;
    private int _failures;
    private DateTimeOffset _restUntil;

    public PreviewPool(PreviewProgram program, TimeProvider clock, ILogger<PreviewPool> logger)
    {
        (_program, _clock, _logger) = (program, clock, logger);
        _sweep = clock.CreateTimer(_ => EndIdle(), null, IdleTime, IdleTime);
    }

    private bool IsResting => !_program.IsThere || (_failures >= FailuresInARow && _clock.GetUtcNow() < _restUntil);

    /// <summary>Those that wait for work.</summary>
    public IReadOnlyCollection<PreviewProcess> Idle => _idle;

    /// <summary>
    /// The smaller pictures, and the blur last. Null where the file could not be read, or the program is not there, or fails: it is for others to tell what
    /// is wrong then.
    /// </summary>
    public async Task<PreviewAnswer?> MakeAsync(PreviewOrder order, CancellationToken ct)
    {
        if (IsResting)
        {
            return null;
        }

        await _turns.WaitAsync(ct);
        try
        {
            // Those before may have had enough of it meanwhile.
            return IsResting ? null : await MakeInTurnAsync(order, ct);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        _sweep.Dispose();
        EndAll();
    }

    private async Task<PreviewAnswer?> MakeInTurnAsync(PreviewOrder order, CancellationToken ct)
    {
        PreviewProcess? process = null;
        try
        {
            process = _idle.TryPop(out var waiting) ? waiting : PreviewProcess.Start(_program);
            var answer = await process.MakeAsync(order, ct);
            _failures = 0;

            // A file that cannot be read may have been made to break in: nobody else's goes where it has been.
            if (answer is not null && process.Made < MostPictures)
            {
                process.IdleSince = _clock.GetUtcNow();
                Keep(process);
                process = null;
            }

            return answer;
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or TimeoutException or InvalidOperationException or Win32Exception)
        {
            // What it was given may have ended it. If nothing ends well, this machine may not be able to run it.
            if (Interlocked.Increment(ref _failures) >= FailuresInARow)
            {
                _restUntil = _clock.GetUtcNow() + Rest;
            }

            LogFailed(failure.GetType().Name);
            return null;
        }
        finally
        {
            process?.Dispose();
        }
    }

    private void Keep(PreviewProcess process)
    {
        _idle.Push(process);
        if (_isDisposed)
        {
            EndAll();
        }
    }

    private void EndAll()
    {
        while (_idle.TryPop(out var process))
        {
            process.Dispose();
        }
    }

    private void EndIdle()
    {
        var before = _clock.GetUtcNow() - IdleTime;
        var young = new List<PreviewProcess>();
        while (_idle.TryPop(out var process))
        {
            if (process.IdleSince > before)
            {
                young.Add(process);
            }
            else
            {
                process.Dispose();
            }
        }

        young.ForEach(Keep);
    }

    [LoggerMessage(LogLevel.Warning, "The program for smaller pictures failed ({Reason}); FFmpeg makes this one, where it is installed")]
    private partial void LogFailed(string reason);
}
