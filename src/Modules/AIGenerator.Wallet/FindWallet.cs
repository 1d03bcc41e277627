using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Wallet;

/// <summary>
/// The query behind the balance on every page, translated once. Singleton: a translated query belongs to the model of one container.
/// </summary>
internal sealed class FindWallet
{
    private readonly Func<AppDb, WorkspaceId, CancellationToken, Task<WalletRow?>> _find = EF.CompileAsyncQuery(
        (AppDb db, WorkspaceId workspace, CancellationToken _) => db.Set<WalletRow>().AsNoTracking().SingleOrDefault(wallet => wallet.WorkspaceId == workspace));

    /// <summary>The row; null for a workspace that never had credits.</summary>
    public Task<WalletRow?> RunAsync(AppDb db, WorkspaceId workspace, CancellationToken ct) => _find(db, workspace, ct);
}
