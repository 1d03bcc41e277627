using AIGenerator.Accounts.Passwords;
using AIGenerator.Accounts.Sessions;
using AIGenerator.Accounts.Throttling;
using AIGenerator.Accounts.Tokens;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Accounts.Recovery;

internal sealed record ResetPasswordRequest(string? Token, string? Password);

/// <summary>
/// Sets a new password by a link from the mailbox. The link works once and ends every session; having read the mail also confirms the address.
/// </summary>
internal sealed partial class ResetPasswordHandler(
    AppDb db, OneTimeTokens tokens, PasswordChange change, EmailOwnership ownership, Throttle throttle, SessionCookie session, ILogger<ResetPasswordHandler> logger)
{
    public async Task<Result<Done>> HandleAsync(ResetPasswordRequest request, CancellationToken ct)
    {
        var owner = await tokens.OwnerOfAsync(TokenPurpose.ResetPassword, request.Token, ct);
        var account = owner is null ? null : await db.Accounts.SingleOrDefaultAsync(a => a.Id == owner, ct);
        if (account is null)
        {
            return LinkErrors.Invalid;
        }

        if (PasswordRules.Check(request.Password, account.Email!, account.DisplayName) is { } badPassword)
        {
            return badPassword;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await tokens.RedeemAsync(TokenPurpose.ResetPassword, request.Token, ct))
        {
            return LinkErrors.Invalid;
        }

        await change.ApplyAsync(account, request.Password!, keptSession: null, ct);
        await ownership.ConfirmAsync(account.Id, ct);
        await transaction.CommitAsync(ct);
        await throttle.ClearAsync(ThrottleRule.SignInByEmail, account.NormalizedEmail!, ct);
        await session.StartAsync(account, ct);
        LogReset(account.Id);
        return Done.Value;
    }

    [LoggerMessage(LogLevel.Information, "Account {UserId} has a new password by mail")]
    private partial void LogReset(Guid userId);
}

internal static class LinkErrors
{
    /// <summary>Used up, too old, or never ours: nobody learns which.</summary>
    public static readonly Error Invalid = new("accounts.link-invalid", "The link was used already or is too old.", ErrorKind.Unprocessable);
}
