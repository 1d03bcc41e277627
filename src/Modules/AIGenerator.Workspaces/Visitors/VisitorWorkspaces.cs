using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Events;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Queue;
using AIGenerator.Kernel.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AIGenerator.Workspaces.Visitors;

internal sealed partial class VisitorWorkspaces(
    AppDb db,
    CurrentUser user,
    VisitorCookie cookie,
    IEvents events,
    IQueue queue,
    IHttpContextAccessor accessor,
    IOptions<VisitorOptions> options,
    TimeProvider clock,
    ILogger<VisitorWorkspaces> logger) : IVisitors
{
    private static readonly Error TooMany = new(
        "workspaces.too-many-visitors", "Too many new visitors from this network. Sign up, or try again in an hour.", ErrorKind.TooManyRequests);

    public async Task<Result<WorkspaceId>> EnsureWorkspaceAsync(CancellationToken ct)
    {
        if (user.Workspace is { } known)
        {
            return known;
        }

        var now = clock.GetUtcNow();
        var id = new WorkspaceId(Guid.CreateVersion7(now));
        var network = ClientAddress.NetworkOf(accessor.HttpContext!);
        var (expires, since, limit) = (now + options.Value.Lifetime, now.AddHours(-1), options.Value.PerNetworkAndHour);

        // Counted and inserted in one statement; two at the same moment may pass the limit by one, which costs nothing.
        var made = await db.Database.ExecuteSqlAsync(
            $"""
            insert into workspaces.workspaces (id, kind, owner_id, name, created_from, created_at, expires_at)
            select {id.Value}, 'Visitor', null, '', {network}, {now}, {expires}
            where (select count(*) from workspaces.workspaces where kind = 'Visitor' and created_from = {network} and created_at > {since}) < {limit}
            """,
            ct);
        if (made == 0)
        {
            LogRefused();
            return TooMany;
        }

        cookie.Write(id, options.Value.Lifetime);
        user.ActsFor(id, WorkspaceRole.Member);
        return id;
    }

    /// <summary>The visitor's workspace that the cookie names, while it lives and nobody has adopted it.</summary>
    public async Task<WorkspaceId?> FindAsync(CancellationToken ct)
    {
        if (cookie.Read() is not { } id)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var lives = await db.Workspaces.AnyAsync(w => w.Id == id && w.Kind == WorkspaceKind.Visitor && w.ExpiresAt > now, ct);
        return lives ? id : null;
    }

    /// <summary>Deletes workspaces whose day is over, with word to every module. Returns how many.</summary>
    public async Task<int> ExpireAsync(CancellationToken ct)
    {
        const int Batch = 100;
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);

        // Locked rows are being adopted, or swept by another node.
        // Composed, so that the columns are named (docs/decisions/0018).
        var over = await db.Workspaces.FromSql(
            $"""
            select * from workspaces.workspaces where kind = 'Visitor' and expires_at <= {now}
            order by expires_at limit {Batch} for update skip locked
            """).OrderBy(workspace => workspace.Id).ToListAsync(ct);
        foreach (var workspace in over)
        {
            await events.RaiseAsync(new WorkspaceDeleted(workspace.Id, now), ct);
            queue.Enqueue(new EraseAgain(workspace.Id), now + EraseAgain.After);
        }

        db.Workspaces.RemoveRange(over);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return over.Count;
    }

    [LoggerMessage(LogLevel.Warning, "A visitor's workspace was refused: the network has reached its hourly limit")]
    private partial void LogRefused();
}
