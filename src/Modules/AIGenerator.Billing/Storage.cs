using System.ComponentModel.DataAnnotations;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AIGenerator.Billing;

/// <summary>Section <c>Storage</c>.</summary>
internal sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>GB that the files of one workspace may take, whatever its plan holds. Empty by default: as the plan says.</summary>
    [Range(1, 1_000_000)]
    public int? Gigabytes { get; set; }
}

[OptionsValidator]
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>;

/// <summary>Sums what the modules keep.</summary>
internal sealed class Storage(AppDb db, IPlans plans, IEnumerable<IStorageUse> uses, IOptions<StorageOptions> options) : IStorage
{
    public async Task<StorageRoom> OfAsync(WorkspaceId workspace, CancellationToken ct)
    {
        long used = 0;
        foreach (var use in uses)
        {
            used += await use.BytesAsync(workspace, ct);
        }

        return new StorageRoom(used, options.Value.Gigabytes is { } gigabytes ? gigabytes * StorageRoom.Gigabyte : (await plans.OfAsync(workspace, ct)).StorageBytes);
    }

    public Task LockAsync(WorkspaceId workspace, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({workspace.Value.ToString()}, 4162))", ct);
}
