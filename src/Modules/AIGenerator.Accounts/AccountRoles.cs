namespace AIGenerator.Accounts;

/// <summary>Roles on the platform (roles in a workspace are <see cref="Kernel.Identity.WorkspaceRole"/>).</summary>
public static class AccountRoles
{
    /// <summary>Runs the installation. Also the name of the authorization policy that asks for it.</summary>
    public const string Administrator = "administrator";
}
