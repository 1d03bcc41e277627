using AIGenerator.Kernel.Identity;

namespace AIGenerator.Chat.Web;

/// <summary>
/// One search of a workspace at a time on this node, from the checks before it to the answer's commit: of many messages sent at once, each finds what
/// the one before left of the chat and of the balance, and only those that will be answered are searched for.
/// </summary>
internal sealed class SearchTurns
{
    private readonly Dictionary<WorkspaceId, Line> _lines = [];
    private readonly Lock _gate = new();

    /// <summary>Waits for the workspace's turn; it ends when the answer is disposed.</summary>
    public async Task<IDisposable> EnterAsync(WorkspaceId workspace, CancellationToken ct)
    {
        var line = Join(workspace);
        try
        {
            await line.Turn.WaitAsync(ct);
            return new Turn(this, workspace, line);
        }
        catch
        {
            Leave(workspace, line);
            throw;
        }
    }

    private Line Join(WorkspaceId workspace)
    {
        lock (_gate)
        {
            if (!_lines.TryGetValue(workspace, out var line))
            {
                _lines[workspace] = line = new Line();
            }

            line.People++;
            return line;
        }
    }

    private void Leave(WorkspaceId workspace, Line line)
    {
        lock (_gate)
        {
            line.People--;
            if (line.People == 0)
            {
                _lines.Remove(workspace);
                line.Turn.Dispose();
            }
        }
    }

    private sealed class Line
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public int People { get; set; }
    }

    private sealed class Turn(SearchTurns turns, WorkspaceId workspace, Line line) : IDisposable
    {
        public void Dispose()
        {
            line.Turn.Release();
            turns.Leave(workspace, line);
        }
    }
}
