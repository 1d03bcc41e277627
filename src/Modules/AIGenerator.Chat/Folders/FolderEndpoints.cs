using System.ComponentModel.DataAnnotations;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Live;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Results;
using AIGenerator.Kernel.Text;
using AIGenerator.Workspaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Folders;

/// <summary>Body of <c>POST /api/chat/folders</c> and <c>PATCH /api/chat/folders/{folderId}</c>.</summary>
/// <param name="Name">1 to 60 characters, different from the workspace's other folders.</param>
public sealed record NameFolderRequest([property: Required, StringLength(60)] string Name);

/// <summary>A folder of chats.</summary>
public sealed record FolderResponse(Guid Id, string Name);

/// <summary>The workspace's folders by name.</summary>
public sealed record ListFoldersResponse(IReadOnlyList<FolderResponse> Items);

/// <summary><c>/api/chat/folders</c>.</summary>
internal sealed class FolderEndpoints(AppDb db, IWorkspaces workspaces, INodeBus bus, TimeProvider clock, CurrentUser user)
{
    private const int Most = 200;

    public static void Map(IEndpointRouteBuilder chat)
    {
        var folders = chat.MapGroup("/folders");
        folders.MapGet("/", (FolderEndpoints all, CancellationToken ct) => all.ListAsync(ct)).WithName("ListFolders").WithSummary("The workspace's folders");
        folders.MapPost("/", (NameFolderRequest request, FolderEndpoints all, HttpContext http, CancellationToken ct) => all.CreateAsync(request, http, ct))
            .WithName("CreateFolder").WithSummary("Make a folder");
        folders.MapPatch("/{folderId:guid}", (Guid folderId, NameFolderRequest request, FolderEndpoints all, HttpContext http, CancellationToken ct) =>
            all.RenameAsync(folderId, request, http, ct)).WithName("RenameFolder").WithSummary("Give a folder another name");
        folders.MapDelete("/{folderId:guid}", (Guid folderId, FolderEndpoints all, HttpContext http, CancellationToken ct) =>
            all.DeleteAsync(folderId, http, ct)).WithName("DeleteFolder").WithSummary("Delete a folder; its chats stay, in no folder");
    }

    internal static async Task<IReadOnlyList<FolderResponse>> ReadAsync(AppDb db, WorkspaceId workspace, CancellationToken ct) =>
        await db.Folders.AsNoTracking().Where(f => f.WorkspaceId == workspace).OrderBy(f => f.Name).Select(f => new FolderResponse(f.Id, f.Name)).ToListAsync(ct);

    private async Task<Ok<ListFoldersResponse>> ListAsync(CancellationToken ct) =>
        TypedResults.Ok(new ListFoldersResponse(user.Workspace is { } workspace ? await ReadAsync(db, workspace, ct) : []));

    private async Task<Results<Created<FolderResponse>, ProblemHttpResult>> CreateAsync(NameFolderRequest request, HttpContext http, CancellationToken ct)
    {
        if (user.Workspace is not { } workspace || IsViewer)
        {
            return (user.Workspace is null ? ChatErrors.Unknown : ChatErrors.ReadOnly).ToProblem(http);
        }

        var name = Clean(request.Name);
        if (name.Length == 0)
        {
            return ChatErrors.BlankFolder.ToProblem(http);
        }

        if (await db.Folders.CountAsync(f => f.WorkspaceId == workspace, ct) >= Most)
        {
            return ChatErrors.TooManyFolders.ToProblem(http);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await workspaces.HoldAsync(workspace, ct) is { } gone)
        {
            return gone.ToProblem(http);
        }

        var now = clock.GetUtcNow();
        var folder = new FolderResponse(Guid.CreateVersion7(now), name);
        var made = await db.Database.ExecuteSqlAsync(
            $"""
            insert into chat.folders (id, workspace_id, name, created_at) values ({folder.Id}, {workspace.Value}, {name}, {now})
            on conflict (workspace_id, name) do nothing
            """,
            ct);
        if (made == 0)
        {
            return ChatErrors.FolderExists.ToProblem(http);
        }

        await ChatNews.AnnounceAsync(bus, db, workspace, ChatNews.Several, ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Created($"/api/chat?folder={folder.Id}", folder);
    }

    private async Task<Results<Ok<FolderResponse>, ProblemHttpResult>> RenameAsync(Guid id, NameFolderRequest request, HttpContext http, CancellationToken ct)
    {
        var name = Clean(request.Name);
        if (name.Length == 0)
        {
            return ChatErrors.BlankFolder.ToProblem(http);
        }

        if (!await Own(id).AnyAsync(ct))
        {
            return ChatErrors.UnknownFolder.ToProblem(http);
        }

        var (workspace, all) = (user.WorkspaceId, db.Folders);
        var renamed = await Own(id).Where(f => !all.Any(other => other.WorkspaceId == workspace && other.Name == name && other.Id != f.Id))
            .ExecuteUpdateAsync(row => row.SetProperty(f => f.Name, name), ct);
        if (renamed == 0)
        {
            return ChatErrors.FolderExists.ToProblem(http);
        }

        await ChatNews.AnnounceAsync(bus, db, workspace, ChatNews.Several, ct);
        return TypedResults.Ok(new FolderResponse(id, name));
    }

    private async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Guid id, HttpContext http, CancellationToken ct)
    {
        if (await Own(id).ExecuteDeleteAsync(ct) == 0)
        {
            return ChatErrors.UnknownFolder.ToProblem(http);
        }

        await ChatNews.AnnounceAsync(bus, db, user.WorkspaceId, ChatNews.Several, ct);
        return TypedResults.NoContent();
    }

    private bool IsViewer => user.Role == WorkspaceRole.Viewer && user.IsSignedIn;

    private IQueryable<FolderRow> Own(Guid id)
    {
        var workspace = user.Workspace ?? default;
        return db.Folders.Where(f => f.Id == id && f.WorkspaceId == workspace && !IsViewer);
    }

    private static string Clean(string name) => StoredText.Clean(name.Replace("\0", "", StringComparison.Ordinal)).Trim();
}
