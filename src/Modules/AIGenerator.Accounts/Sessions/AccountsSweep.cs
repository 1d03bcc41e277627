using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Queue;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Accounts.Sessions;

/// <summary>Removes sessions and links that are over, and attempts that nobody counts any more.</summary>
internal sealed record AccountsSweep : IJob
{
    public static string JobName => "accounts.sweep";
}

internal sealed class AccountsSweepHandler(AppDb db, TimeProvider clock) : IJobHandler<AccountsSweep>
{
    // Longer than any rule of the throttle remembers or waits.
    private static readonly TimeSpan AttemptsStay = TimeSpan.FromDays(3);

    public async Task HandleAsync(AccountsSweep job, JobRun run, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await db.Sessions.Where(session => session.ExpiresAt <= now).ExecuteDeleteAsync(ct);
        await db.OneTimeTokens.Where(token => token.ExpiresAt <= now).ExecuteDeleteAsync(ct);
        await db.ThrottledKeys.Where(throttled => throttled.UpdatedAt < now - AttemptsStay).ExecuteDeleteAsync(ct);
    }
}
