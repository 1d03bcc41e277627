using AIGenerator.Accounts.Accounts;
using AIGenerator.Accounts.Throttling;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace AIGenerator.Accounts.Recovery;

/// <summary>Sends a reset link to the address, if it opens anything. The answer is the same for every address.</summary>
internal sealed class RequestPasswordResetHandler(AppDb db, UserManager<Account> users, Throttle throttle, AccountMails mails, IHttpContextAccessor accessor)
{
    public async Task<Result<Done>> HandleAsync(string? typed, CancellationToken ct)
    {
        if (!Profile.Email(typed).Ok(out var email, out var bad))
        {
            return bad;
        }

        if (await throttle.TakeAsync(ThrottleRule.MailByNetwork, ClientAddress.NetworkOf(accessor.HttpContext!), ct) is { } tooMany)
        {
            return tooMany;
        }

        if (await throttle.TakeAsync(ThrottleRule.MailByEmail, users.NormalizeEmail(email), ct) is { } tooOften)
        {
            return tooOften;
        }

        mails.Send(AccountMailKind.Reset, email);
        await db.SaveChangesAsync(ct);
        return Done.Value;
    }
}
