using AIGenerator.Accounts.Accounts;
using AIGenerator.Accounts.Throttling;
using AIGenerator.Accounts.Tokens;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Accounts.Recovery;

/// <summary>Gives an address to the account that has shown it reads its mail; the first one keeps it.</summary>
internal sealed class EmailOwnership(AppDb db)
{
    /// <summary>True when the account owns its address now.</summary>
    public async Task<bool> ConfirmAsync(Guid id, CancellationToken ct)
    {
        var accounts = db.Accounts;
        return await accounts
            .Where(account => account.Id == id
                && !accounts.Any(other => other.Id != id && other.NormalizedEmail == account.NormalizedEmail && other.EmailConfirmed))
            .ExecuteUpdateAsync(set => set.SetProperty(account => account.EmailConfirmed, true), ct) == 1;
    }
}

/// <summary>
/// Confirms the address of the signed-in person. The link alone is not enough: somebody who registered with your address must not get it
/// confirmed by your curious click.
/// </summary>
internal sealed class ConfirmEmailHandler(AppDb db, OneTimeTokens tokens, EmailOwnership ownership, CurrentUser user)
{
    public async Task<Result<Done>> HandleAsync(string? token, CancellationToken ct)
    {
        if (await tokens.OwnerOfAsync(TokenPurpose.ConfirmEmail, token, ct) is not { } owner || owner != user.Id?.Value)
        {
            return LinkErrors.Invalid;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await tokens.RedeemAsync(TokenPurpose.ConfirmEmail, token, ct))
        {
            return LinkErrors.Invalid;
        }

        var isOwner = await ownership.ConfirmAsync(owner, ct);
        await transaction.CommitAsync(ct);
        return isOwner ? Done.Value : new Error("accounts.email-taken", "Another account has confirmed this address.", ErrorKind.Conflict);
    }
}

/// <summary>Sends the signed-in person another link to confirm the address.</summary>
internal sealed class RequestConfirmationHandler(AppDb db, OwnAccount own, Throttle throttle, AccountMails mails)
{
    public async Task<Result<Done>> HandleAsync(CancellationToken ct)
    {
        var account = await own.LoadAsync(ct);
        if (await throttle.TakeAsync(ThrottleRule.MailByEmail, account.NormalizedEmail!, ct) is { } tooOften)
        {
            return tooOften;
        }

        mails.Send(AccountMailKind.Welcome, account);
        await db.SaveChangesAsync(ct);
        return Done.Value;
    }
}
