using System.Collections.Concurrent;
using AIGenerator.Kernel.Live;
using Microsoft.Extensions.Hosting;

namespace AIGenerator.Generation.Media;

/// <summary>The generations that this node has in hand at the moment, so that a stop reaches a call to a vendor that takes a minute.</summary>
internal sealed class RunningMedia
{
    private readonly ConcurrentDictionary<Guid, Hand> _hands = new();

    /// <summary>Takes one in hand until disposed.</summary>
    public Hand Take(Guid generation)
    {
        var hand = new Hand(this, generation);
        _hands[generation] = hand;
        return hand;
    }

    public void Stop(Guid generation)
    {
        if (_hands.TryGetValue(generation, out var hand))
        {
            hand.Stop();
        }
    }

    internal sealed class Hand(RunningMedia running, Guid generation) : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Lock _gate = new();
        private bool _isDisposed;

        /// <summary>A person asked for a stop.</summary>
        public CancellationToken Token => _stop.Token;

        public void Stop()
        {
            lock (_gate)
            {
                if (!_isDisposed)
                {
                    _stop.Cancel();
                }
            }
        }

        public void Dispose()
        {
            running._hands.TryRemove(new(generation, this));
            lock (_gate)
            {
                _isDisposed = true;
                _stop.Dispose();
            }
        }
    }
}

/// <summary>Hears stops that were asked for on any node.</summary>
internal sealed class HearMediaStops(RunningMedia running, INodeBus bus) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var payload in bus.ListenAsync(MediaChannels.Stop, stoppingToken))
        {
            if (Guid.TryParse(payload, out var id))
            {
                running.Stop(id);
            }
        }
    }
}
