using AIGenerator.Kernel.Identity;

namespace AIGenerator.Studio.Library;

/// <summary>How many archives one workspace takes from this node at once: each reads the disk for as long as somebody downloads it.</summary>
internal sealed class ArchiveTurns
{
    private const int AtOnce = 2;

    private readonly Lock _lock = new();
    private readonly Dictionary<WorkspaceId, int> _taken = [];

    /// <summary>A turn until it is disposed of; null where all are taken.</summary>
    public IDisposable? TryTake(WorkspaceId workspace)
    {
        lock (_lock)
        {
            var taken = _taken.GetValueOrDefault(workspace);
            if (taken == AtOnce)
            {
                return null;
            }

            _taken[workspace] = taken + 1;
            return new Turn(this, workspace);
        }
    }

    private void Return(WorkspaceId workspace)
    {
        lock (_lock)
        {
            if (--_taken[workspace] == 0)
            {
                _taken.Remove(workspace);
            }
        }
    }

    private sealed class Turn(ArchiveTurns turns, WorkspaceId workspace) : IDisposable
    {
        private int _isReturned;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isReturned, 1) == 0)
            {
                turns.Return(workspace);
            }
        }
    }
}
