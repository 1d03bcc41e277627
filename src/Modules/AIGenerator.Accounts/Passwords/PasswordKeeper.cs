using System.Security.Cryptography;
using AIGenerator.Accounts.Accounts;
using Microsoft.AspNetCore.Identity;

namespace AIGenerator.Accounts.Passwords;

/// <summary>
/// Keeps passwords so that all accounts of one address share a salt: however many there are, one derivation compares a password with all
/// of them (docs/decisions/0010). Salts of different addresses differ.
/// </summary>
internal class PasswordKeeper : IPasswordHasher<Account>
{
    private const int KeyLength = 32;

    /// <summary>What to store for an account whose address has no other account, or for a new password of an account: its salt stays.</summary>
    public string HashPassword(Account user, string password) => Keep(password, user.PasswordHash);

    /// <summary>What to store for a password.</summary>
    /// <param name="password">What was typed.</param>
    /// <param name="neighbour">What is stored for another account of the address; null where there is none.</param>
    public string Keep(string password, string? neighbour)
    {
        var derivation = StoredPassword.Parse(neighbour)?.Derivation ?? PasswordDerivation.New();
        return new StoredPassword(derivation, Derive(derivation, password, KeyLength)).ToString();
    }

    /// <inheritdoc/>
    public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword) =>
        StoredPassword.Parse(hashedPassword) is { } stored && CryptographicOperations.FixedTimeEquals(stored.Key, Derive(stored.Derivation, providedPassword, stored.Key.Length))
            ? PasswordVerificationResult.Success
            : PasswordVerificationResult.Failed;

    /// <summary>The costly step: about a tenth of a second. Tests count it, because a stranger can.</summary>
    public virtual byte[] Derive(PasswordDerivation derivation, string password, int length) => derivation.KeyOf(password, length);
}
