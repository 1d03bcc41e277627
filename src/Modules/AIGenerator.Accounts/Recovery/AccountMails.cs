using AIGenerator.Accounts.Accounts;
using AIGenerator.Accounts.Tokens;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Queue;
using AIGenerator.Notifications;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace AIGenerator.Accounts.Recovery;

internal enum AccountMailKind
{
    /// <summary>After registration, or on request: a link that confirms the address, or word that somebody else owns it.</summary>
    Welcome,

    /// <summary>A link to set a new password, for each account that the address may open.</summary>
    Reset,

    /// <summary>Word that the password was changed, in case it was somebody else.</summary>
    PasswordChanged,
}

/// <summary>
/// A mail to write. Who has an account is looked up by the job and not by the request, so that the request takes the same time for everybody.
/// </summary>
internal sealed record SendAccountMail(AccountMailKind Kind, string Email, Guid? UserId, string Site) : IJob
{
    public static string JobName => "accounts.mail";
}

/// <summary>Asks for mails about accounts, in the caller's transaction.</summary>
internal sealed class AccountMails(IQueue queue, IConfiguration configuration, IHttpContextAccessor accessor)
{
    public void Send(AccountMailKind kind, Account account) => queue.Enqueue(new SendAccountMail(kind, account.Email!, account.Id, Site()));

    public void Send(AccountMailKind kind, string email) => queue.Enqueue(new SendAccountMail(kind, email, null, Site()));

    // With a mail server APP_URL is required (Notifications checks at start); without one the mail stays here, and the request's host will do.
    private string Site()
    {
        var request = accessor.HttpContext!.Request;
        return configuration["APP_URL"] ?? $"{request.Scheme}://{request.Host}";
    }
}

internal sealed class SendAccountMailHandler(AppDb db, UserManager<Account> users, OneTimeTokens tokens, IMail mail, ILocalizer texts)
    : IJobHandler<SendAccountMail>
{
    public static readonly TimeSpan ResetLifetime = TimeSpan.FromHours(1);

    private static readonly TimeSpan ConfirmationLifetime = TimeSpan.FromDays(3);

    // More accounts than this on one unconfirmed address are not worth a mail each.
    private const int MostResets = 3;

    public async Task HandleAsync(SendAccountMail job, JobRun run, CancellationToken ct)
    {
        var normalized = users.NormalizeEmail(job.Email);
        var accounts = await db.Accounts.AsNoTracking().Where(account => account.NormalizedEmail == normalized)
            .OrderByDescending(account => account.EmailConfirmed).ThenBy(account => account.Id).ToListAsync(ct);
        var isOwned = accounts.Any(account => account.EmailConfirmed);
        foreach (var account in accounts.Where(account => job.UserId is null || account.Id == job.UserId))
        {
            Write(job, account, isOwned);
        }

        await db.SaveChangesAsync(ct);

        void Write(SendAccountMail asked, Account account, bool owned)
        {
            switch (asked.Kind)
            {
                case AccountMailKind.Welcome when owned:
                    Send(account, "taken", asked.Site, "/forgot");
                    break;
                case AccountMailKind.Welcome:
                    Send(account, "confirm", asked.Site, $"/confirm?token={tokens.Add(TokenPurpose.ConfirmEmail, account.Id, ConfirmationLifetime)}");
                    break;
                case AccountMailKind.Reset when account.EmailConfirmed || (!owned && accounts.IndexOf(account) < MostResets):
                    Send(account, "reset", asked.Site, $"/reset?token={tokens.Add(TokenPurpose.ResetPassword, account.Id, ResetLifetime)}");
                    break;
                case AccountMailKind.PasswordChanged:
                    Send(account, "changed", asked.Site, "/forgot");
                    break;
                case AccountMailKind.Reset:
                    break;
            }
        }
    }

    private void Send(Account account, string name, string site, string path)
    {
        var language = texts.In(account.Language);

        // Whoever registers with your address chooses the name: before the address is confirmed it may be a stranger's advertisement.
        var greeting = account.EmailConfirmed ? language.Format("accounts.mail.greeting", ("name", account.DisplayName)) : language["accounts.mail.greeting-nameless"];
        (string, object?)[] arguments =
        [
            ("link", $"{site}/{account.Language}{path}"),
            ("greeting", greeting),
            ("created", account.CreatedAt.ToString("d", language.Culture)),
        ];
        mail.Send(new MailMessage(account.Email!, language.Format($"accounts.mail.{name}.subject", arguments), language.Format($"accounts.mail.{name}.text", arguments)));
    }
}
