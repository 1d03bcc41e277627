using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Queue;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Wallet.Lots;

/// <summary>
/// Books the expiry of lots in wallets that nobody looks at; every other wallet does it by itself. So the ledger names the end of a month's credits near
/// the end of the month.
/// </summary>
internal sealed record LotExpirySweep : IJob
{
    public static string JobName => "wallet.lot-expiry";
}

internal sealed partial class LotExpirySweepHandler(
    AppDb db, WalletTransaction transaction, ExpireLots expiry, TimeProvider clock, ILogger<LotExpirySweepHandler> logger) : IJobHandler<LotExpirySweep>
{
    private const int Page = 500;

    public async Task HandleAsync(LotExpirySweep job, JobRun run, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var count = 0;
        var last = Guid.Empty;
        List<WorkspaceId> page;
        do
        {
            page = await db.Database
                .SqlQuery<Guid>($"""
                    select workspace_id as "Value" from wallet.wallets
                    where next_expiry_at <= {now} and workspace_id > {last} order by workspace_id limit {Page}
                    """)
                .Select(id => new WorkspaceId(id))
                .ToListAsync(ct);
            foreach (var workspace in page)
            {
                count += await transaction.RunAsync(inner => expiry.RunAsync(workspace, inner), ct) ? 1 : 0;
                last = workspace.Value;
            }
        }
        while (page.Count == Page);

        if (count > 0)
        {
            LogExpired(count);
        }
    }

    [LoggerMessage(LogLevel.Information, "Lots expired in {Count} wallets")]
    private partial void LogExpired(int count);
}
