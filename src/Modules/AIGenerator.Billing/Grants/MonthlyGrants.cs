using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Queue;
using AIGenerator.Workspaces;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Billing.Grants;

/// <summary>Gives every workspace its Free credits of a month.</summary>
/// <param name="Month">Like <c>2026-11</c>.</param>
internal sealed record MonthlyGrants(string Month) : IJob
{
    public static string JobName => "billing.monthly-grants";
}

/// <summary>One short transaction for each workspace; whoever has the month already is passed by, so a repeat or a crash in between does no harm.</summary>
internal sealed partial class MonthlyGrantsHandler(
    IWorkspaces workspaces, FreeGrant grant, TimeProvider clock, ILogger<MonthlyGrantsHandler> logger) : IJobHandler<MonthlyGrants>
{
    private const int Page = 500;

    public async Task HandleAsync(MonthlyGrants job, JobRun run, CancellationToken ct)
    {
        var month = GrantMonth.Parse(job.Month);
        if (month.End <= clock.GetUtcNow())
        {
            // Waited in the queue until its month was over: credits that are gone at once help nobody.
            return;
        }

        var given = 0;
        WorkspaceId? last = null;
        IReadOnlyList<WorkspaceId> page;
        do
        {
            page = await workspaces.ListAsync(last, Page, ct);
            foreach (var workspace in page)
            {
                given += await grant.GiveAsync(workspace, month, ct) ? 1 : 0;
                last = workspace;
            }
        }
        while (page.Count == Page);

        LogGiven(given, job.Month);
    }

    [LoggerMessage(LogLevel.Information, "Free credits of {Month} given to {Count} workspaces")]
    private partial void LogGiven(int count, string month);
}
