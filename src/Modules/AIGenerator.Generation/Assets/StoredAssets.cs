using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Generation.Assets;

/// <summary>How much room a workspace's pictures take: made ones, brought ones, and deleted ones that can still come back.</summary>
internal sealed class StoredAssets(AppDb db) : IStoredFiles
{
    public Task<long> BytesOfAsync(WorkspaceId workspace, CancellationToken ct) => db.Assets.Where(a => a.WorkspaceId == workspace).SumAsync(a => a.Bytes, ct);
}
