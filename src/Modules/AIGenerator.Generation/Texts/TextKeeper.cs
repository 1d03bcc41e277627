using AIGenerator.Kernel.Live;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AIGenerator.Generation.Texts;

/// <summary>The node's heartbeat for running texts: keeps and renews each second, takes over what others left, hears stops, drains at the end.</summary>
internal sealed partial class TextKeeper(
    LiveTexts lives, KeepTexts keep, TakeOverTexts takeOver, INodeBus bus, IOptions<GenerationOptions> options, TimeProvider clock, ILogger<TextKeeper> logger)
    : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>Gives running answers a moment, then ends them as cut, while the database is still there.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        var running = lives.All;
        var ended = Task.WhenAll(running.Select(live => live.Ended.Task));
        await Task.WhenAny(ended, Task.Delay(options.Value.Drain, clock, cancellationToken));
        foreach (var live in running)
        {
            live.Stop(StopCause.Shutdown);
        }

        await Task.WhenAny(ended, Task.Delay(TimeSpan.FromSeconds(5), clock, cancellationToken));
        await base.StopAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(BeatAsync(stoppingToken), HearStopsAsync(stoppingToken));

    private async Task BeatAsync(CancellationToken ct)
    {
        // Keeping and taking over have a loop each: ending a broken row may take long and must not cost the live ones their lease.
        using var timer = new PeriodicTimer(Beat, clock);
        var takingOver = Task.CompletedTask;

        // A node that starts because the database was away gives the others a moment to say that they live.
        var quietUntil = clock.GetUtcNow() + (options.Value.Lease / 2);
        while (await NextAsync(timer, ct))
        {
            await TryAsync(keep.OnceAsync, ct);
            if (takingOver.IsCompleted && clock.GetUtcNow() >= quietUntil)
            {
                takingOver = TryAsync(takeOver.OnceAsync, ct);
            }
        }

        await takingOver;
    }

    private async Task HearStopsAsync(CancellationToken ct)
    {
        try
        {
            await foreach (var payload in bus.ListenAsync(GenerationChannels.Stop, ct))
            {
                if (Guid.TryParse(payload, out var id) && lives.TryGet(id, out var live))
                {
                    live.Stop(StopCause.Person);
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The node ends.
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task TryAsync(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        try
        {
            await work(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The node ends.
        }
        catch (Exception trouble) when (trouble is not OutOfMemoryException)
        {
            LogTrouble(trouble);
        }
    }

    [LoggerMessage(LogLevel.Error, "Running texts could not be kept; the next second tries again")]
    private partial void LogTrouble(Exception trouble);
}
