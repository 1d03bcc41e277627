using System.ComponentModel.DataAnnotations;
using AIGenerator.Kernel.Identity;
using AIGenerator.Workspaces;
using Microsoft.Extensions.Options;

namespace AIGenerator.Billing;

/// <summary>How much room the files of a workspace have, whichever module keeps them.</summary>
public interface IStorage
{
    /// <summary>What is taken, and what the plan (or the owner, for everybody) allows.</summary>
    Task<StorageRoom> OfAsync(WorkspaceId workspace, CancellationToken ct);
}

/// <summary>Room for files.</summary>
/// <param name="Used">Bytes taken.</param>
/// <param name="Limit">Bytes allowed.</param>
public sealed record StorageRoom(long Used, long Limit)
{
    /// <summary>Bytes of a gigabyte, as plans count them.</summary>
    public const long Gigabyte = 1024L * 1024 * 1024;

    /// <summary>Whether so many more bytes find room; with none asked for, whether there is any.</summary>
    public bool Has(long more) => Used + Math.Max(1, more) <= Limit;
}

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

internal sealed class Storage(IPlans plans, IEnumerable<IStorageUse> uses, IOptions<StorageOptions> options) : IStorage
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
}
