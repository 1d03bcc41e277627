using AIGenerator.Accounts.Passwords;
using AIGenerator.Accounts.Recovery;
using AIGenerator.Accounts.Sessions;
using AIGenerator.Accounts.Throttling;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Events;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Accounts.Accounts;

internal sealed record RegisterRequest(string? Email, string? Password, string? DisplayName, string Language);

/// <summary>
/// Makes an account and signs in at once, with an address that nobody owns until it is confirmed. Who registers a taken address sees exactly
/// the same (docs/decisions/0010); only the mailbox learns the difference.
/// </summary>
internal sealed partial class RegisterHandler(
    AppDb db,
    UserManager<Account> users,
    Credentials credentials,
    Throttle throttle,
    IEvents events,
    AccountMails mails,
    SessionCookie session,
    CurrentUser user,
    IHttpContextAccessor accessor,
    TimeProvider clock,
    ILogger<RegisterHandler> logger)
{
    public async Task<Result<Done>> HandleAsync(RegisterRequest request, CancellationToken ct)
    {
        if (!Profile.Email(request.Email).Ok(out var email, out var badEmail))
        {
            return badEmail;
        }

        if (!Profile.Name(request.DisplayName, email).Ok(out var name, out var badName))
        {
            return badName;
        }

        if (PasswordRules.Check(request.Password, email, request.DisplayName) is { } badPassword)
        {
            return badPassword;
        }

        if (await throttle.TakeAsync(ThrottleRule.RegisterByNetwork, ClientAddress.NetworkOf(accessor.HttpContext!), ct) is { } tooMany)
        {
            return tooMany;
        }

        if (await throttle.TakeAsync(ThrottleRule.RegisterByEmail, users.NormalizeEmail(email), ct) is { } tooOften)
        {
            return tooOften;
        }

        // Somebody who has an account and forgot it, but types its password: that is a sign-in.
        var account = await credentials.FindAsync(email, request.Password!, ct)
            ?? await CreateAsync(email, name, request.Password!, request.Language, ct);
        await session.StartAsync(account, ct);
        return Done.Value;
    }

    private async Task<Account> CreateAsync(string email, string name, string password, string language, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var account = new Account { Id = Guid.CreateVersion7(now), Email = email, UserName = email, DisplayName = name, Language = language, CreatedAt = now };
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        account.PasswordHash = await credentials.KeepAsync(users.NormalizeEmail(email), password, ct);
        var created = await users.CreateAsync(account);
        if (!created.Succeeded)
        {
            throw new InvalidOperationException($"Identity refused an account that our own rules accept: {string.Join(", ", created.Errors.Select(e => e.Code))}");
        }

        mails.Send(AccountMailKind.Welcome, account);
        await events.RaiseAsync(new UserCreated(new UserId(account.Id), user.IsSignedIn ? null : user.Workspace, language, now), ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        LogCreated(account.Id);
        return account;
    }

    [LoggerMessage(LogLevel.Information, "Account {UserId} created")]
    private partial void LogCreated(Guid userId);
}
