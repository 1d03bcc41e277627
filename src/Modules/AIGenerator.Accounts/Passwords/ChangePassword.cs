using AIGenerator.Accounts.Accounts;
using AIGenerator.Accounts.Recovery;
using AIGenerator.Accounts.Tokens;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Results;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Accounts.Passwords;

internal sealed record ChangePasswordRequest(string? CurrentPassword, string? NewPassword);

/// <summary>Replaces a password and everything that the old one opened.</summary>
internal sealed class PasswordChange(AppDb db, UserManager<Account> users, IPasswordHasher<Account> hasher, OneTimeTokens tokens, AccountMails mails, INodeBus bus)
{
    /// <summary>Works in the caller's transaction; every session but <paramref name="keptSession"/> ends.</summary>
    public async Task ApplyAsync(Account account, string password, Guid? keptSession, CancellationToken ct)
    {
        account.PasswordHash = hasher.HashPassword(account, password);
        mails.Send(AccountMailKind.PasswordChanged, account);
        var stamped = await users.UpdateSecurityStampAsync(account);
        if (!stamped.Succeeded)
        {
            throw new DbUpdateConcurrencyException("The account changed while its password was being set.");
        }

        await db.SaveChangesAsync(ct);
        var stamp = account.SecurityStamp!;
        await db.Sessions.Where(session => session.UserId == account.Id && session.Id != keptSession).ExecuteDeleteAsync(ct);
        await db.Sessions.Where(session => session.Id == keptSession).ExecuteUpdateAsync(set => set.SetProperty(s => s.SecurityStamp, stamp), ct);
        await bus.AnnounceAsync(db, new UserId(account.Id), ct);
        await tokens.RevokeAsync(TokenPurpose.ResetPassword, account.Id, ct);
    }
}

/// <summary>Changes the password of the signed-in person; other sessions end.</summary>
internal sealed class ChangePasswordHandler(AppDb db, OwnAccount own, PasswordChange change)
{
    public async Task<Result<Done>> HandleAsync(ChangePasswordRequest request, CancellationToken ct)
    {
        var account = await own.LoadAsync(ct);
        if (PasswordRules.Check(request.NewPassword, account.Email!, account.DisplayName, "newPassword") is { } badPassword)
        {
            return badPassword;
        }

        if (await own.ProveAsync(account, request.CurrentPassword, "currentPassword", ct) is { } unproven)
        {
            return unproven;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await change.ApplyAsync(account, request.NewPassword!, own.SessionId, ct);
        await transaction.CommitAsync(ct);
        return Done.Value;
    }
}
