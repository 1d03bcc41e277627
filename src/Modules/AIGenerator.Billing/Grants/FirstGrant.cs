using AIGenerator.Kernel.Events;
using AIGenerator.Workspaces;

namespace AIGenerator.Billing.Grants;

/// <summary>A new workspace starts with the Free credits of the running month, in the transaction that creates it.</summary>
internal sealed class FirstGrant(FreeGrant grant, TimeProvider clock) : IEventParticipant<WorkspaceCreated>
{
    public Task TakePartAsync(WorkspaceCreated happened, CancellationToken ct) =>
        grant.GiveAsync(happened.Workspace, GrantMonth.Of(clock.GetUtcNow()), ct);
}
