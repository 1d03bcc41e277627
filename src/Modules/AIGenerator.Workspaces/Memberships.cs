using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace AIGenerator.Workspaces;

internal sealed class Memberships(AppDb db, IMemoryCache cache) : IWorkspaces
{
    // Which workspace is a person's own never changes, so it may be remembered long; roles in others are asked each time.
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(30);

    private static readonly Error Gone = new("workspaces.gone", "The workspace was deleted.", ErrorKind.NotFound);

    public async Task<WorkspaceId> PersonalOfAsync(UserId user, CancellationToken ct)
    {
        if (cache.TryGetValue((typeof(Memberships), user), out WorkspaceId known))
        {
            return known;
        }

        var personal = await db.Workspaces.Where(w => w.OwnerId == user && w.Kind == WorkspaceKind.Personal).Select(w => w.Id).SingleAsync(ct);
        return cache.Set((typeof(Memberships), user), personal, Remembered);
    }

    public async Task<WorkspaceRole?> RoleOfAsync(UserId user, WorkspaceId workspace, CancellationToken ct) =>
        await db.Members.Where(m => m.WorkspaceId == workspace && m.UserId == user).Select(m => (WorkspaceRole?)m.Role).SingleOrDefaultAsync(ct);

    public async Task<UserId?> OwnerOfAsync(WorkspaceId workspace, CancellationToken ct) =>
        await db.Workspaces.Where(w => w.Id == workspace).Select(w => w.OwnerId).SingleOrDefaultAsync(ct);

    public async Task<Error?> HoldAsync(WorkspaceId workspace, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("A workspace is held by the caller's transaction.");
        }

        // The lock that a foreign key takes: it waits for a deletion and makes one wait, and nothing else.
        var held = await db.Database.SqlQuery<Guid>($"""select id as "Value" from workspaces.workspaces where id = {workspace.Value} for key share""").ToListAsync(ct);
        return held.Count == 0 ? Gone : null;
    }

    public async Task<IReadOnlyList<WorkspaceId>> ListAsync(WorkspaceId? after, int count, CancellationToken ct)
    {
        var above = after?.Value ?? Guid.Empty;
        return await db.Database.SqlQuery<Guid>(
            $"""select id as "Value" from workspaces.workspaces where kind <> 'Visitor' and id > {above} order by id limit {count}""")
            .Select(id => new WorkspaceId(id)).ToListAsync(ct);
    }
}
