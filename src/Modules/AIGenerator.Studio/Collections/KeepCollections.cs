using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Kernel.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AIGenerator.Studio.Collections;

/// <summary>A collection.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="CreatedAt">Since when.</param>
public sealed record CollectionResponse(Guid Id, string Name, DateTimeOffset CreatedAt);

/// <summary>The collections of a workspace. Names are unique among those that are not deleted.</summary>
internal sealed class KeepCollections(AppDb db, IAssets assets, TimeProvider clock)
{
    public const int Most = 200;
    public const int MostAssets = 5_000;

    public async Task<IReadOnlyList<CollectionResponse>> ListAsync(WorkspaceId workspace, CancellationToken ct) =>
        await db.Collections.AsNoTracking().Where(c => c.WorkspaceId == workspace && c.DeletedAt == null).OrderBy(c => c.Name).ThenBy(c => c.Id)
            .Select(c => new CollectionResponse(c.Id, c.Name, c.CreatedAt)).ToListAsync(ct);

    /// <summary>
    /// The same id and name make it once. Refusals: <c>collections.blank</c>, <c>collections.exists</c>, <c>collections.too-many</c>, <c>collections.key-taken</c>.
    /// </summary>
    public async Task<Result<CollectionResponse>> CreateAsync(Guid id, WorkspaceId workspace, string wanted, CancellationToken ct)
    {
        if (Clean(wanted) is not { Length: > 0 } name)
        {
            return CollectionErrors.Blank;
        }

        if (await FirstOfAsync(id, workspace, name, ct) is { } first)
        {
            return first;
        }

        if (await db.Collections.CountAsync(c => c.WorkspaceId == workspace && c.DeletedAt == null, ct) >= Most)
        {
            return CollectionErrors.TooMany;
        }

        var now = clock.GetUtcNow();
        var count = await db.Database.ExecuteSqlAsync(
            $"insert into studio.collections (id, workspace_id, name, created_at) values ({id}, {workspace.Value}, {name}, {now}) on conflict do nothing", ct);

        // Nothing came of it: the same request a moment ago, or another collection of this name.
        return count == 1 ? new CollectionResponse(id, name, now) : await FirstOfAsync(id, workspace, name, ct) ?? CollectionErrors.Exists;
    }

    /// <summary>Refusals: <c>collections.blank</c>, <c>collections.exists</c>, <c>collections.unknown</c>.</summary>
    public async Task<Result<CollectionResponse>> RenameAsync(Guid id, WorkspaceId workspace, string wanted, CancellationToken ct)
    {
        if (Clean(wanted) is not { Length: > 0 } name)
        {
            return CollectionErrors.Blank;
        }

        if (await Own(id, workspace).AsNoTracking().FirstOrDefaultAsync(ct) is not { } row)
        {
            return CollectionErrors.Unknown;
        }

        var renamed = await UnlessTakenAsync(Own(id, workspace).ExecuteUpdateAsync(set => set.SetProperty(c => c.Name, name), ct));
        return renamed.Ok(out var count, out var taken) ? count == 1 ? new CollectionResponse(id, name, row.CreatedAt) : CollectionErrors.Unknown : taken;
    }

    /// <summary>Takes a collection out of sight; its pictures stay. False where there is none.</summary>
    public async Task<bool> DeleteAsync(Guid id, WorkspaceId workspace, CancellationToken ct)
    {
        DateTimeOffset? now = clock.GetUtcNow();
        return await Own(id, workspace).ExecuteUpdateAsync(set => set.SetProperty(c => c.DeletedAt, now), ct) == 1;
    }

    /// <summary>Brings a deleted one back with all that lay in it. Refusals: <c>collections.exists</c>, <c>collections.unknown</c>, <c>collections.too-many</c>.</summary>
    public async Task<Result<Done>> RestoreAsync(Guid id, WorkspaceId workspace, CancellationToken ct)
    {
        if (await db.Collections.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id && c.WorkspaceId == workspace, ct) is not { } row)
        {
            return CollectionErrors.Unknown;
        }

        if (row.DeletedAt is null)
        {
            return Done.Value;
        }

        if (await db.Collections.CountAsync(c => c.WorkspaceId == workspace && c.DeletedAt == null, ct) >= Most)
        {
            return CollectionErrors.TooMany;
        }

        var restored = await UnlessTakenAsync(db.Collections.Where(c => c.Id == id).ExecuteUpdateAsync(set => set.SetProperty(c => c.DeletedAt, (DateTimeOffset?)null), ct));
        return restored.Ok(out var count, out var taken) ? count == 1 ? Done.Value : CollectionErrors.Unknown : taken;
    }

    /// <summary>Adds pictures on top, in the order given; those that lie in it keep their place, those that are not the workspace's are passed over. How many came. Refusals: <c>collections.unknown</c>, <c>collections.full</c>.</summary>
    public async Task<Result<int>> AddAsync(Guid id, WorkspaceId workspace, IReadOnlyList<Guid> wanted, CancellationToken ct)
    {
        if (!await Own(id, workspace).AnyAsync(ct))
        {
            return CollectionErrors.Unknown;
        }

        var own = (await assets.ListAsync(workspace, new AssetQuery(wanted.Count, Only: wanted), ct)).Select(one => one.Asset.Id).ToHashSet();
        var ids = wanted.Distinct().Where(own.Contains).ToArray();
        if (await db.CollectedAssets.CountAsync(a => a.CollectionId == id && !ids.Contains(a.AssetId), ct) + ids.Length > MostAssets)
        {
            return CollectionErrors.Full;
        }

        // The last of them lies on top, as if they had been added one by one.
        var now = clock.GetUtcNow();
        return await db.Database.ExecuteSqlAsync(
            $"""
            insert into studio.collection_assets (collection_id, asset_id, added_at)
            select {id}, asset, {now} from unnest({ids}) with ordinality as added (asset, turn) order by turn
            on conflict do nothing
            """,
            ct);
    }

    /// <summary>Takes pictures out of a collection; they stay in the library. How many went. Refusal: <c>collections.unknown</c>.</summary>
    public async Task<Result<int>> RemoveAsync(Guid id, WorkspaceId workspace, IReadOnlyList<Guid> unwanted, CancellationToken ct) =>
        await Own(id, workspace).AnyAsync(ct)
            ? await db.CollectedAssets.Where(a => a.CollectionId == id && unwanted.Contains(a.AssetId)).ExecuteDeleteAsync(ct)
            : CollectionErrors.Unknown;

    public IQueryable<CollectionRow> Own(Guid id, WorkspaceId workspace) => db.Collections.Where(c => c.Id == id && c.WorkspaceId == workspace && c.DeletedAt == null);

    /// <summary>What this id made before; null where it made nothing.</summary>
    private async Task<Result<CollectionResponse>?> FirstOfAsync(Guid id, WorkspaceId workspace, string name, CancellationToken ct) =>
        await db.Collections.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct) is not { } row ? null
        : row.WorkspaceId == workspace && row.Name == name ? new CollectionResponse(row.Id, row.Name, row.CreatedAt)
        : CollectionErrors.KeyTaken;

    // The index decides: whoever asks first and writes afterwards may find the name taken in between.
    private static async Task<Result<int>> UnlessTakenAsync(Task<int> change)
    {
        try
        {
            return await change;
        }
        catch (PostgresException refusal) when (refusal.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return CollectionErrors.Exists;
        }
    }

    private static string Clean(string name) => StoredText.Clean(name.Replace("\0", "", StringComparison.Ordinal)).Trim();
}
