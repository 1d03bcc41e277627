using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Generation.Assets;

/// <summary>What stored media take, their smaller sizes aside.</summary>
internal sealed class AssetUse(AppDb db) : IStorageUse
{
    public Task<long> BytesAsync(WorkspaceId workspace, CancellationToken ct) => db.Assets.Where(asset => asset.WorkspaceId == workspace).SumAsync(asset => asset.Bytes, ct);
}
