using AIGenerator.Kernel.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Accounts.Accounts;

/// <summary>Finds the account that an address and a password open.</summary>
internal sealed class Credentials(AppDb db, UserManager<Account> users, IPasswordHasher<Account> hasher)
{
    // Several accounts may name an unconfirmed address (docs/decisions/0010). The confirmed one comes first, then the oldest.
    private const int Candidates = 3;

    private static readonly Account Nobody = new() { DisplayName = "", Language = "en", CreatedAt = default };

    // Made once, of the same cost as a real one, for the comparisons that stand in for accounts that do not exist.
    private static readonly string NobodysHash = new PasswordHasher<Account>().HashPassword(Nobody, "a password that nobody has");

    /// <summary>
    /// The account, or null. An address with no account, one, or more costs the same number of comparisons, so that the time tells nothing.
    /// </summary>
    public async Task<Account?> FindAsync(string email, string password, CancellationToken ct)
    {
        var normalized = users.NormalizeEmail(email);
        var accounts = await db.Accounts.Where(account => account.NormalizedEmail == normalized)
            .OrderByDescending(account => account.EmailConfirmed).ThenBy(account => account.Id).Take(Candidates).ToListAsync(ct);
        Account? found = null;
        for (var i = 0; i < Candidates; i++)
        {
            var account = i < accounts.Count ? accounts[i] : Nobody;
            var verdict = hasher.VerifyHashedPassword(account, account.PasswordHash ?? NobodysHash, password);
            if (verdict != PasswordVerificationResult.Failed && account != Nobody)
            {
                found ??= account;
            }
        }

        return found;
    }

    /// <summary>Whether this is the account's password.</summary>
    public bool Opens(Account account, string? password) =>
        hasher.VerifyHashedPassword(account, account.PasswordHash ?? NobodysHash, password ?? "") != PasswordVerificationResult.Failed;
}
