using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace AIGenerator.Workspaces;

internal sealed class Memberships(AppDb db, IMemoryCache cache) : IWorkspaces
{
    // Which workspace is a person's own never changes, so it may be remembered long; roles in others are asked each time.
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(30);

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

    public async Task<IReadOnlyList<WorkspaceId>> ListAsync(WorkspaceId? after, int count, CancellationToken ct)
    {
        var above = after?.Value ?? Guid.Empty;
        return await db.Database.SqlQuery<Guid>(
            $"""select id as "Value" from workspaces.workspaces where kind <> 'Visitor' and id > {above} order by id limit {count}""")
            .Select(id => new WorkspaceId(id)).ToListAsync(ct);
    }
}
