using System.Buffers;
using AIGenerator.Accounts.Accounts;
using AIGenerator.Kernel.Results;
using Microsoft.AspNetCore.Identity;

namespace AIGenerator.Accounts.Passwords;

/// <summary>
/// What a password must not be. No composition rules: length, and not one of the first guesses (NIST SP 800-63B-4, section 3.1.1.2).
/// </summary>
internal sealed class PasswordRules : IPasswordValidator<Account>
{
    public const int Shortest = 8;
    public const int Longest = 128;

    private static readonly SearchValues<char> Endings = SearchValues.Create("0123456789!?.@#$*_-");

    /// <summary>The refusal, or null for a fine one.</summary>
    public static Error? Check(string? password, string email, string? displayName, string field = "password")
    {
        if (password is null || password.Length < Shortest)
        {
            return new Error("accounts.password-short", $"At least {Shortest} characters.", ErrorKind.Unprocessable, field);
        }

        if (password.Length > Longest)
        {
            return new Error("accounts.password-long", $"At most {Longest} characters.", ErrorKind.Unprocessable, field);
        }

        return IsPersonal(password, email, displayName) || CommonPasswords.Contain(password)
            ? new Error("accounts.password-guessable", "One of the first passwords somebody would guess.", ErrorKind.Unprocessable, field)
            : null;
    }

    /// <inheritdoc/>
    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        var refusal = Check(password, user.Email ?? "", user.DisplayName);
        return Task.FromResult(refusal is null
            ? IdentityResult.Success
            : IdentityResult.Failed(new IdentityError { Code = refusal.Code, Description = refusal.Message }));
    }

    private static bool IsPersonal(string password, string email, string? displayName)
    {
        var at = email.IndexOf('@', StringComparison.Ordinal);
        var mailbox = at > 0 ? email[..at] : email;
        return Is(email) || Is(mailbox) || Is(displayName);

        // The word itself, or the word with a year or a mark after it.
        bool Is(string? word) =>
            word is { Length: >= 3 }
            && password.StartsWith(word, StringComparison.OrdinalIgnoreCase)
            && password.AsSpan(word.Length).IndexOfAnyExcept(Endings) < 0;
    }
}
