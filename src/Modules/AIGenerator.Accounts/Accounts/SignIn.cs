using AIGenerator.Accounts.Passwords;
using AIGenerator.Accounts.Sessions;
using AIGenerator.Accounts.Throttling;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Accounts.Accounts;

internal sealed record SignInRequest(string? Email, string? Password);

internal sealed partial class SignInHandler(
    Credentials credentials, UserManager<Account> users, Throttle throttle, SessionCookie session, IHttpContextAccessor accessor, ILogger<SignInHandler> logger)
{
    // One answer for a wrong password and for an address nobody has.
    private static readonly Error Wrong = new("accounts.wrong-credentials", "The address or the password is wrong.", ErrorKind.Unprocessable, "password");

    public async Task<Result<Done>> HandleAsync(SignInRequest request, CancellationToken ct)
    {
        if (!Profile.Email(request.Email).Ok(out var email, out var badEmail))
        {
            return badEmail;
        }

        if (string.IsNullOrEmpty(request.Password))
        {
            return new Error("accounts.password-missing", "The password is missing.", ErrorKind.Unprocessable, "password");
        }

        var (mailbox, network) = (users.NormalizeEmail(email), ClientAddress.NetworkOf(accessor.HttpContext!));
        if (await throttle.TakeAsync(ThrottleRule.SignInByNetwork, network, ct) is { } tooMany)
        {
            return tooMany;
        }

        if (await throttle.TakeAsync(ThrottleRule.SignInByEmail, mailbox, ct) is { } locked)
        {
            return locked;
        }

        var account = request.Password.Length > PasswordRules.Longest ? null : await credentials.FindAsync(email, request.Password, ct);
        if (account is null)
        {
            LogRefused();
            return Wrong;
        }

        await throttle.ClearAsync(ThrottleRule.SignInByEmail, mailbox, ct);
        await throttle.ReturnAsync(ThrottleRule.SignInByNetwork, network, ct);
        await session.StartAsync(account, ct);
        LogSignedIn(account.Id);
        return Done.Value;
    }

    [LoggerMessage(LogLevel.Information, "Account {UserId} signed in")]
    private partial void LogSignedIn(Guid userId);

    [LoggerMessage(LogLevel.Information, "A sign-in was refused")]
    private partial void LogRefused();
}
