namespace AIGenerator.Kernel.Identity;

/// <summary>
/// Who is asking and for which workspace. Scoped; filled by the host's middleware before any endpoint or page runs
/// (from the session cookie, or from the visitor cookie of somebody who has not signed up).
/// </summary>
public sealed class CurrentUser
{
    /// <summary>The signed-in person, or null for a visitor.</summary>
    public UserId? Id { get; private set; }

    /// <summary>
    /// The workspace this request acts for, checked against membership. Null for a visitor who has not sent a first prompt yet;
    /// endpoints that create work for visitors call <c>IVisitors</c> first.
    /// </summary>
    public WorkspaceId? Workspace { get; private set; }

    /// <summary>The member's role in <see cref="Workspace"/>; a visitor is the member of his own.</summary>
    public WorkspaceRole Role { get; private set; }

    /// <summary>Shown in the shell; empty for visitors.</summary>
    public string DisplayName { get; private set; } = "";

    /// <summary>Whether this person runs the installation.</summary>
    public bool IsAdministrator { get; private set; }

    /// <summary>Whether somebody is signed in.</summary>
    public bool IsSignedIn => Id is not null;

    /// <summary>The workspace, for endpoints behind authorization where there always is one.</summary>
    /// <exception cref="InvalidOperationException">The endpoint let a visitor without a workspace through.</exception>
    public WorkspaceId WorkspaceId => Workspace ?? throw new InvalidOperationException("This endpoint needs a workspace and let a request without one through.");

    /// <summary>Called by the middleware once the session is known.</summary>
    public void SignedIn(UserId id, string displayName, bool isAdministrator)
    {
        Id = id;
        DisplayName = displayName;
        IsAdministrator = isAdministrator;
    }

    /// <summary>Called by the middleware, or when a visitor's first prompt creates a workspace.</summary>
    public void ActsFor(WorkspaceId workspace, WorkspaceRole role)
    {
        Workspace = workspace;
        Role = role;
    }
}

/// <summary>What a member may do in a workspace.</summary>
public enum WorkspaceRole
{
    /// <summary>Reads only.</summary>
    Viewer,

    /// <summary>Creates and spends.</summary>
    Member,

    /// <summary>Also manages members and settings.</summary>
    Admin,
}
