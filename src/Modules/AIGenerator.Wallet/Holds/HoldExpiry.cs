using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Queue;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Wallet.Holds;

/// <summary>Closes holds whose work is final but that nobody settled.</summary>
internal sealed record HoldExpiry : IJob
{
    public static string JobName => "wallet.hold-expiry";
}

internal sealed partial class HoldExpiryHandler(OverdueHolds overdue, IWallet wallet, ILogger<HoldExpiryHandler> logger) : IJobHandler<HoldExpiry>
{
    private const int Page = 200;

    public async Task HandleAsync(HoldExpiry job, JobRun run, CancellationToken ct)
    {
        var unknown = 0;
        Guid? last = null;
        IReadOnlyList<OverdueHold> page;
        do
        {
            page = await overdue.ListAsync(last, Page, ct);
            foreach (var hold in page)
            {
                unknown += hold.Work is null ? 1 : 0;
                await CloseAsync(hold, ct);
                last = hold.Hold.Id;
            }
        }
        while (page.Count == Page);

        if (unknown > 0)
        {
            LogUnknown(unknown);
        }
    }

    private async Task CloseAsync(OverdueHold hold, CancellationToken ct)
    {
        if (hold.Work?.End is not { } end)
        {
            return;
        }

        if (end.Cost == Credits.Zero)
        {
            await wallet.ReleaseAsync(hold.Hold.Id, ct);
        }
        else
        {
            await wallet.SettleAsync(hold.Hold.Id, end.Cost, end.Cause, ct);
        }

        LogClosed(hold.Hold.Id, hold.Hold.Amount.Value, end.Cost.Value);
    }

    [LoggerMessage(LogLevel.Warning, "Hold {HoldId} of {Amount} credits had been left open by work that is final; charged {Cost}")]
    private partial void LogClosed(Guid holdId, long amount, long cost);

    [LoggerMessage(LogLevel.Warning, "{Count} open holds belong to work that nobody knows; they stay held until an administrator looks at them")]
    private partial void LogUnknown(int count);
}
