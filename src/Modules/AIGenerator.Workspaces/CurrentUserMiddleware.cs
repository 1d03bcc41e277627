using System.Security.Claims;
using AIGenerator.Accounts;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Workspaces.Visitors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticAssets;

namespace AIGenerator.Workspaces;

/// <summary>Fills <see cref="CurrentUser"/> from the session or the visitor cookie. Runs after authentication.</summary>
internal sealed class CurrentUserMiddleware(RequestDelegate next)
{
    public const string Header = "X-Workspace";
    public const string Field = "workspace";

    // One answer for a workspace that does not exist and for one that is somebody else's.
    private static readonly Error Unknown = new("workspaces.unknown", "There is no such workspace for you.", ErrorKind.NotFound, Field);

    public async Task InvokeAsync(HttpContext http, CurrentUser user, IWorkspaces workspaces, VisitorWorkspaces visitors)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
        {
            await next(http);
            return;
        }

        var ct = http.RequestAborted;
        if (Guid.TryParse(http.User.FindFirstValue(ClaimTypes.NameIdentifier), out var id))
        {
            user.SignedIn(new UserId(id), http.User.Identity?.Name ?? "", http.User.IsInRole(AccountRoles.Administrator));
            user.ActsFor(await workspaces.PersonalOfAsync(new UserId(id), ct), WorkspaceRole.Admin);
        }
        else if (await visitors.FindAsync(ct) is { } visitor)
        {
            user.ActsFor(visitor, WorkspaceRole.Member);
        }

        if (await AskedForAsync(http, ct) is { } asked && !await TryActForAsync(asked, user, workspaces, ct))
        {
            await Unknown.ToProblem(http).ExecuteAsync(http);
            return;
        }

        await next(http);
    }

    private static async Task<string?> AskedForAsync(HttpContext http, CancellationToken ct)
    {
        var request = http.Request;
        if (request.Headers.TryGetValue(Header, out var header) && header.ToString().Length > 0)
        {
            return header.ToString();
        }

        if (HttpMethods.IsGet(request.Method) || !request.HasFormContentType || http.GetEndpoint()?.Metadata.GetMetadata<StreamedBodyAttribute>() is not null)
        {
            return null;
        }

        var form = await request.ReadFormAsync(ct);
        return form.TryGetValue(Field, out var field) && field.ToString().Length > 0 ? field.ToString() : null;
    }

    private static async Task<bool> TryActForAsync(string asked, CurrentUser user, IWorkspaces workspaces, CancellationToken ct)
    {
        if (!Guid.TryParse(asked, out var id))
        {
            return false;
        }

        var workspace = new WorkspaceId(id);
        if (user.Workspace == workspace)
        {
            return true;
        }

        if (user.Id is not { } person || await workspaces.RoleOfAsync(person, workspace, ct) is not { } role)
        {
            return false;
        }

        user.ActsFor(workspace, role);
        return true;
    }
}
