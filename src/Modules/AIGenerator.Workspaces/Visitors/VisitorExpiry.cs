using AIGenerator.Kernel.Queue;

namespace AIGenerator.Workspaces.Visitors;

/// <summary>Deletes visitors' workspaces whose day is over.</summary>
internal sealed record ExpireVisitors : IJob
{
    public static string JobName => "workspaces.expire-visitors";
}

internal sealed class VisitorExpiry(VisitorWorkspaces visitors) : IJobHandler<ExpireVisitors>
{
    public async Task HandleAsync(ExpireVisitors job, JobRun run, CancellationToken ct)
    {
        while (await visitors.ExpireAsync(ct) > 0)
        {
        }
    }
}
