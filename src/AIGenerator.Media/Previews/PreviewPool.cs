using System.Collections.Concurrent;
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
    private const int MostPictures = 1_000;
    private const int FailuresInARow = 3;
    private static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private readonly ConcurrentStack<PreviewProcess> _idle = new();
    private readonly SemaphoreSlim _turns = new(Environment.ProcessorCount);
    private readonly PreviewProgram _program;
    private readonly TimeProvider _clock;
    private readonly ILogger<PreviewPool> _logger;
    private readonly ITimer _sweep;
    private int _failures;
    private DateTimeOffset _restUntil;

    public PreviewPool(PreviewProgram program, TimeProvider clock, ILogger<PreviewPool> logger)
    {
        (_program, _clock, _logger) = (program, clock, logger);
        _sweep = clock.CreateTimer(_ => EndIdle(), null, IdleTime, IdleTime);
    }

    /// <summary>Those that wait for work.</summary>
    public IReadOnlyCollection<PreviewProcess> Idle => _idle;

    /// <summary>
    /// The smaller pictures, and the blur last. Null where the file could not be read, or the program is not there, or fails: it is for others to tell what
    /// is wrong then.
    /// </summary>
    public async Task<PreviewAnswer?> MakeAsync(PreviewOrder order, CancellationToken ct)
    {
        if (!_program.IsThere || (_failures >= FailuresInARow && _clock.GetUtcNow() < _restUntil))
        {
            return null;
        }

        await _turns.WaitAsync(ct);
        PreviewProcess? process = null;
        try
        {
            process = _idle.TryPop(out var waiting) ? waiting : PreviewProcess.Start(_program);
            var answer = await process.MakeAsync(order, ct);
            _failures = 0;
            if (process.Made < MostPictures)
            {
                process.IdleSince = _clock.GetUtcNow();
                _idle.Push(process);
                process = null;
            }

            return answer;
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or TimeoutException or InvalidOperationException or System.ComponentModel.Win32Exception)
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
            _turns.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sweep.Dispose();
        while (_idle.TryPop(out var process))
        {
            process.Dispose();
        }

        _turns.Dispose();
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

        young.ForEach(_idle.Push);
    }

    [LoggerMessage(LogLevel.Warning, "The program for smaller pictures failed ({Reason}); FFmpeg makes this one, where it is installed")]
    private partial void LogFailed(string reason);
}
