using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Wallet.Entries;

/// <summary>What work cost since a moment. Corrections, expiries and transfers are no spending.</summary>
internal sealed class SumSpent(AppDb db)
{
    public async Task<Credits> RunAsync(WorkspaceId workspace, DateTimeOffset since, CancellationToken ct) => new(await db.Database.SqlQuery<long>(
        $"""
        select coalesce(-sum(amount), 0)::bigint as "Value" from wallet.entries
        where workspace_id = {workspace.Value} and kind = 'Generation' and created_at >= {since}
        """).SingleAsync(ct));
}
