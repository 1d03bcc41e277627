using AIGenerator.Kernel.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Accounts.Accounts;

/// <summary>Identity's store over the one database context.</summary>
internal sealed class AccountStore(AppDb db, IdentityErrorDescriber describer) : UserOnlyStore<Account, AppDb, Guid>(db, describer)
{
    /// <summary>The owner of an address: unconfirmed accounts may share one, so only the confirmed one is found by it.</summary>
    public override Task<Account?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellationToken = default) =>
        Users.SingleOrDefaultAsync(account => account.NormalizedEmail == normalizedEmail && account.EmailConfirmed, cancellationToken);

    /// <summary>The address is the name.</summary>
    public override Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken = default) =>
        FindByEmailAsync(normalizedUserName, cancellationToken);
}
