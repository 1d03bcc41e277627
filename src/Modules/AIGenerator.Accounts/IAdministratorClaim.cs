namespace AIGenerator.Accounts;

/// <summary>How the first administrator of an installation comes to be: by a one-time link that the host prints.</summary>
public interface IAdministratorClaim
{
    /// <summary>
    /// A path such as <c>/admin/claim?token=…</c> that makes whoever opens it signed in the administrator; works once and for 24 hours, and
    /// replaces earlier ones. Null where there is an administrator already.
    /// </summary>
    Task<string?> CreateLinkPathAsync(CancellationToken ct);
}
