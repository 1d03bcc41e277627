using System.Security.Cryptography;
using AIGenerator.Accounts.Passwords;
using AIGenerator.Kernel.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Accounts.Accounts;

/// <summary>Finds the account that an address and a password open.</summary>
internal sealed class Credentials(AppDb db, UserManager<Account> users, PasswordKeeper passwords)
{
    // Accounts of one address share a salt, so one derivation serves all of them; two more are for rows from before that. More accounts than
    // the last number cannot come together for one address within years (ThrottleRule.RegisterByEmail).
    private const int Derivations = 3;
    private const int MostAccounts = 5_000;
    private const int KeyLength = 32;

    // Of the same cost as a real one, for the derivations that stand in for accounts that do not exist.
    private static readonly PasswordDerivation Nobodys = PasswordDerivation.New();

    /// <summary>
    /// The account, or null. An address with no account, one, or many costs the same number of derivations, so that the time tells nothing. The
    /// confirmed account comes first, then the oldest.
    /// </summary>
    public async Task<Account?> FindAsync(string email, string password, CancellationToken ct)
    {
        var normalized = users.NormalizeEmail(email);
        var kept = await db.Accounts.Where(account => account.NormalizedEmail == normalized)
            .OrderByDescending(account => account.EmailConfirmed).ThenBy(account => account.Id).Take(MostAccounts)
            .Select(account => new { account.Id, account.PasswordHash }).ToListAsync(ct);
        var known = kept.Select(account => (account.Id, Stored: StoredPassword.Parse(account.PasswordHash))).Where(account => account.Stored is not null).ToList();
        var derivations = known.Select(account => account.Stored!.Derivation).Distinct().Take(Derivations).ToList();
        Guid? found = null;
        for (var i = 0; i < Derivations; i++)
        {
            var derivation = i < derivations.Count ? derivations[i] : Nobodys;
            var key = passwords.Derive(derivation, password, KeyLength);
            foreach (var account in known.Where(account => account.Stored!.Derivation == derivation))
            {
                if (CryptographicOperations.FixedTimeEquals(account.Stored!.Key, key))
                {
                    found ??= account.Id;
                }
            }
        }

        return found is { } id ? await db.Accounts.SingleOrDefaultAsync(account => account.Id == id, ct) : null;
    }

    /// <summary>What to store for a new account of this address. In the transaction that writes it: new accounts of one address come one by one.</summary>
    public async Task<string> KeepAsync(string normalizedEmail, string password, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({normalizedEmail}, 4161))", ct);
        var neighbour = await db.Accounts.Where(account => account.NormalizedEmail == normalizedEmail)
            .OrderByDescending(account => account.EmailConfirmed).ThenBy(account => account.Id).Select(account => account.PasswordHash).FirstOrDefaultAsync(ct);
        return passwords.Keep(password, neighbour);
    }

    /// <summary>Whether this is the account's password.</summary>
    public bool Opens(Account account, string? password) =>
        passwords.VerifyHashedPassword(account, account.PasswordHash ?? "", password ?? "") != PasswordVerificationResult.Failed;
}
