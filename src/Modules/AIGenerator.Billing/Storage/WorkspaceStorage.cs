using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AIGenerator.Billing.Storage;

/// <summary>Sums up what the modules keep.</summary>
internal sealed class WorkspaceStorage(AppDb db, IPlans plans, IEnumerable<IStoredFiles> keepers, IOptions<StorageOptions> options) : IWorkspaceStorage
{
    private const long Gigabyte = 1024L * 1024 * 1024;

    public async Task<StorageUse> UseAsync(WorkspaceId workspace, CancellationToken ct)
    {
        var limit = options.Value.GigabytesPerWorkspace is { } gigabytes ? gigabytes * Gigabyte : (await plans.OfAsync(workspace, ct)).StorageBytes;
        var used = 0L;
        foreach (var keeper in keepers)
        {
            used += await keeper.BytesOfAsync(workspace, ct);
        }

        return new StorageUse(used, limit);
    }

    public Task LockAsync(WorkspaceId workspace, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({workspace.Value.ToString()}, 4162))", ct);
}
