using AIGenerator.Generation.Generations;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Generation.Texts;

/// <summary>Asks for a stop: at once on this node, over the node bus elsewhere, and from the row where the news got lost.</summary>
internal sealed class StopText(AppDb db, LiveTexts lives, INodeBus bus, TimeProvider clock)
{
    public async Task<bool> HandleAsync(Guid generation, WorkspaceId workspace, CancellationToken ct)
    {
        if (lives.TryGet(generation, out var live) && live.Run.Workspace == workspace)
        {
            live.Stop(StopCause.Person);
            return true;
        }

        var now = clock.GetUtcNow();
        var asked = await db.Generations
            .Where(g => g.Id == generation && g.WorkspaceId == workspace && g.FinishedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(g => g.CancelRequestedAt, g => g.CancelRequestedAt ?? now), ct);
        if (asked == 0)
        {
            return false;
        }

        await bus.NotifyAsync(db, GenerationChannels.Stop, generation.ToString(), ct);
        return true;
    }
}
