using AIGenerator.Chat.Chats;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Queue;
using AIGenerator.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Import;

/// <summary>The workspace's imports: looking, deciding.</summary>
internal sealed class Imports(AppDb db, CurrentUser user, IQueue queue)
{
    /// <summary>One of the workspace's; null where it has none of that id.</summary>
    public Task<ImportRow?> FindAsync(Guid id, CancellationToken ct)
    {
        var workspace = user.Workspace ?? default;
        return db.Imports.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id && i.WorkspaceId == workspace, ct);
    }

    /// <summary>The first chats that wait, to be recognised.</summary>
    public Task<List<string>> TitlesAsync(Guid id, int count, CancellationToken ct) => db.ImportChats.AsNoTracking()
        .Where(c => c.ImportId == id).OrderBy(c => c.Number).Take(count).Select(c => c.Title).ToListAsync(ct);

    /// <summary>The latest ones, newest first.</summary>
    public Task<List<ImportRow>> LatestAsync(int count, CancellationToken ct)
    {
        var workspace = user.Workspace ?? default;
        return db.Imports.AsNoTracking().Where(i => i.WorkspaceId == workspace).OrderByDescending(i => i.CreatedAt).Take(count).ToListAsync(ct);
    }

    /// <summary>Takes the chats over in the background. Started already, nothing changes. Refusal: <c>chat.unknown-import</c>.</summary>
    public async Task<Result<ImportRow>> StartAsync(Guid id, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var workspace = user.Workspace ?? default;
        var started = user.MayWrite()
            ? await db.Imports.Where(i => i.Id == id && i.WorkspaceId == workspace && i.State == ImportState.Ready)
                .ExecuteUpdateAsync(row => row.SetProperty(i => i.State, ImportState.Running), ct)
            : 0;
        if (started > 0)
        {
            queue.Enqueue(new RunImport(id), uniqueKey: id.ToString());
            await db.SaveChangesAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return await FindAsync(id, ct) is { } import ? import : ChatErrors.UnknownImport;
    }

    /// <summary>Throws a file away that was only looked at. Refusal: <c>chat.unknown-import</c>.</summary>
    public async Task<Result<Done>> DropAsync(Guid id, CancellationToken ct)
    {
        var workspace = user.Workspace ?? default;
        return user.MayWrite() && await db.Imports.Where(i => i.Id == id && i.WorkspaceId == workspace && i.State == ImportState.Ready).ExecuteDeleteAsync(ct) > 0
            ? Done.Value
            : ChatErrors.UnknownImport;
    }
}
