using AIGenerator.Accounts;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Events;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Queue;
using AIGenerator.Workspaces.Visitors;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Workspaces;

/// <summary>
/// Gives each new person the personal workspace, in the transaction that makes the account. A visitor's workspace becomes it, so that chats
/// and drafts stay where they are.
/// </summary>
internal sealed class PersonalWorkspace(AppDb db, IEvents events, VisitorCookie cookie) : IEventParticipant<UserCreated>
{
    public async Task TakePartAsync(UserCreated happened, CancellationToken ct)
    {
        var id = await AdoptAsync(happened, ct) ?? Create(happened);
        db.Members.Add(new Member { WorkspaceId = id, UserId = happened.User, Role = WorkspaceRole.Admin, JoinedAt = happened.At });
        await events.RaiseAsync(new WorkspaceCreated(id, happened.User, IsPersonal: true, happened.At), ct);
    }

    // Guarded by its kind: of two sign-ups that bring the same visitor, one adopts and the other gets an empty workspace.
    private async Task<WorkspaceId?> AdoptAsync(UserCreated happened, CancellationToken ct)
    {
        if (happened.AdoptedWorkspace is not { } visitor)
        {
            return null;
        }

        var owner = happened.User.Value;
        var adopted = await db.Database.ExecuteSqlAsync(
            $"""
            update workspaces.workspaces set kind = 'Personal', owner_id = {owner}, expires_at = null, created_from = null
            where id = {visitor.Value} and kind = 'Visitor'
            """,
            ct);
        if (adopted == 0)
        {
            return null;
        }

        cookie.Delete();
        return visitor;
    }

    private WorkspaceId Create(UserCreated happened)
    {
        var workspace = new Workspace
        {
            Id = new WorkspaceId(Guid.CreateVersion7(happened.At)),
            Kind = WorkspaceKind.Personal,
            OwnerId = happened.User,
            Name = "",
            CreatedAt = happened.At,
        };
        db.Workspaces.Add(workspace);
        return workspace.Id;
    }
}

/// <summary>Takes a person's workspaces away with the account; each module then erases what it keeps for them.</summary>
internal sealed class WorkspacesOfDeletedUser(AppDb db, IEvents events, IQueue queue) : IEventParticipant<UserDeleted>
{
    public async Task TakePartAsync(UserDeleted happened, CancellationToken ct)
    {
        var owned = await db.Workspaces.Where(w => w.OwnerId == happened.User).ToListAsync(ct);
        foreach (var workspace in owned)
        {
            await events.RaiseAsync(new WorkspaceDeleted(workspace.Id, happened.At), ct);
            queue.Enqueue(new EraseAgain(workspace.Id), happened.At + EraseAgain.After);
        }

        db.Workspaces.RemoveRange(owned);
        await db.Members.Where(m => m.UserId == happened.User).ExecuteDeleteAsync(ct);
    }
}
