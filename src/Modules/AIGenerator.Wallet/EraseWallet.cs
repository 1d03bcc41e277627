using AIGenerator.Kernel.Identity;

namespace AIGenerator.Wallet;

internal sealed class EraseWallet(WalletTransaction transaction)
{
    public Task RunAsync(WorkspaceId workspace, CancellationToken ct) => transaction.RunAsync(
        async inner =>
        {
            var id = workspace.Value;
            await using var batch = transaction.Batch(
                Sql.Command("select 1 from wallet.wallets where workspace_id = $1 for update", Sql.Value(id)),
                Sql.Command("set local wallet.erasing = 'on'"),
                Sql.Command("delete from wallet.entries where workspace_id = $1", Sql.Value(id)),
                Sql.Command("delete from wallet.lots where workspace_id = $1", Sql.Value(id)),
                Sql.Command("delete from wallet.holds where workspace_id = $1", Sql.Value(id)),
                Sql.Command("delete from wallet.wallets where workspace_id = $1", Sql.Value(id)),
                Sql.Command("set local wallet.erasing = 'off'"));
            return await batch.ExecuteNonQueryAsync(inner);
        },
        ct);
}
