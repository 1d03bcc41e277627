using System.Collections.Concurrent;
using AIGenerator.Kernel.Identity;

namespace AIGenerator.Chat;

/// <summary>Heavy work of which a workspace has one at a time on this node.</summary>
internal sealed class OnePerWorkspace
{
    private readonly ConcurrentDictionary<WorkspaceId, byte> _atWork = new();

    /// <summary>The workspace's turn, until it is disposed; null while another one runs.</summary>
    public IDisposable? TryTake(WorkspaceId workspace) => _atWork.TryAdd(workspace, 0) ? new Turn(this, workspace) : null;

    private sealed class Turn(OnePerWorkspace turns, WorkspaceId workspace) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
            {
                turns._atWork.TryRemove(workspace, out _);
            }
        }
    }
}
