using AIGenerator.Kernel.Events;
using AIGenerator.Wallet;
using AIGenerator.Workspaces;

namespace AIGenerator.Billing.Grants;

/// <summary>Erases the wallet of an erased workspace. Here, because the wallet stands beside the workspaces and cannot listen to them.</summary>
internal sealed class ErasedWallet(IWallet wallet) : IEventConsumer<WorkspaceDeleted>
{
    public Task ConsumeAsync(Guid eventId, WorkspaceDeleted happened, CancellationToken ct) => wallet.EraseAsync(happened.Workspace, ct);
}
