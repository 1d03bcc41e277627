using System.Collections.Concurrent;

namespace AIGenerator.Providers.Text.Health;

/// <summary>How soon routes began to answer: the last hundred of the last hour for each.</summary>
internal sealed class TextSpeeds(TimeProvider clock)
{
    private const int Kept = 100;
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<TextRoute, Ring> _rings = new();

    public void Add(TextRoute route, TimeSpan elapsed) => _rings.GetOrAdd(route, static _ => new Ring()).Add(clock.GetUtcNow(), elapsed);

    /// <summary>Null where nothing was measured lately.</summary>
    public FirstOutputTimes? Of(TextRoute route) => _rings.TryGetValue(route, out var ring) ? ring.Since(clock.GetUtcNow() - Window) : null;

    private sealed class Ring
    {
        private readonly Lock _gate = new();
        private readonly (DateTimeOffset At, TimeSpan Elapsed)[] _samples = new (DateTimeOffset, TimeSpan)[Kept];
        private int _count;
        private int _next;

        public void Add(DateTimeOffset at, TimeSpan elapsed)
        {
            lock (_gate)
            {
                _samples[_next] = (at, elapsed);
                _next = (_next + 1) % Kept;
                _count = Math.Min(_count + 1, Kept);
            }
        }

        public FirstOutputTimes? Since(DateTimeOffset from)
        {
            TimeSpan[] sorted;
            lock (_gate)
            {
                sorted = [.. _samples.Take(_count).Where(sample => sample.At > from).Select(sample => sample.Elapsed).Order()];
            }

            return sorted.Length == 0 ? null : new FirstOutputTimes(At(sorted, 0.5), At(sorted, 0.95), sorted.Length);
        }

        // Nearest rank.
        private static TimeSpan At(TimeSpan[] sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }
}
