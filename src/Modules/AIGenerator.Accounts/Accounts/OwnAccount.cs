using AIGenerator.Accounts.Passwords;
using AIGenerator.Accounts.Sessions;
using AIGenerator.Accounts.Throttling;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Accounts.Accounts;

/// <summary>The account of the person who asks.</summary>
internal sealed class OwnAccount(AppDb db, Credentials credentials, Throttle throttle, IHttpContextAccessor accessor)
{
    /// <summary>The session of this browser.</summary>
    public Guid? SessionId => accessor.HttpContext!.User.SessionIdValue;

    /// <summary>The account's id.</summary>
    public Guid Id => accessor.HttpContext!.User.UserIdValue
        ?? throw new InvalidOperationException("This action is for signed-in people only.");

    public Task<Account> LoadAsync(CancellationToken ct)
    {
        var id = Id;
        return db.Accounts.SingleAsync(account => account.Id == id, ct);
    }

    /// <summary>Asks for the password again before something that cannot be undone; slowed down like a sign-in.</summary>
    public async Task<Error?> ProveAsync(Account account, string? password, string field, CancellationToken ct)
    {
        if (await throttle.TakeAsync(ThrottleRule.SignInByEmail, account.NormalizedEmail!, ct) is { } tooMany)
        {
            return tooMany;
        }

        if (password is { Length: > PasswordRules.Longest } || !credentials.Opens(account, password))
        {
            return new Error("accounts.password-wrong", "This is not the account's password.", ErrorKind.Unprocessable, field);
        }

        await throttle.ClearAsync(ThrottleRule.SignInByEmail, account.NormalizedEmail!, ct);
        return null;
    }
}
