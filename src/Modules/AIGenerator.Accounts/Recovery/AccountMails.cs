using AIGenerator.Accounts.Accounts;
using AIGenerator.Accounts.Tokens;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Localization;
using AIGenerator.Notifications;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace AIGenerator.Accounts.Recovery;

/// <summary>The mails about an account, in its language. Each enlists in the caller's transaction.</summary>
internal sealed class AccountMails(
    AppDb db, IMail mail, OneTimeTokens tokens, ILocalizer texts, IConfiguration configuration, IHttpContextAccessor accessor)
{
    private static readonly TimeSpan ConfirmationLifetime = TimeSpan.FromDays(3);

    /// <summary>How long a reset link works.</summary>
    public static readonly TimeSpan ResetLifetime = TimeSpan.FromHours(1);

    /// <summary>
    /// After registration: a link that confirms the address; or, where the address has an owner already, word of that to the owner.
    /// </summary>
    public async Task SendWelcomeAsync(Account account, CancellationToken ct)
    {
        var isTaken = await db.Accounts.AnyAsync(a => a.NormalizedEmail == account.NormalizedEmail && a.EmailConfirmed, ct);
        if (isTaken)
        {
            var forgot = Link(account, "/forgot");
            Send(account, "accounts.mail-taken-subject", "accounts.mail-taken-text", ("link", forgot));
        }
        else
        {
            SendConfirmation(account);
        }
    }

    /// <summary>A link that confirms the address for the signed-in owner of the account.</summary>
    public void SendConfirmation(Account account)
    {
        var secret = tokens.Add(TokenPurpose.ConfirmEmail, account.Id, ConfirmationLifetime);
        Send(account, "accounts.mail-confirm-subject", "accounts.mail-confirm-text", ("link", Link(account, $"/confirm?token={secret}")));
    }

    /// <summary>A link to set a new password.</summary>
    public void SendReset(Account account)
    {
        var secret = tokens.Add(TokenPurpose.ResetPassword, account.Id, ResetLifetime);
        Send(account, "accounts.mail-reset-subject", "accounts.mail-reset-text", ("link", Link(account, $"/reset?token={secret}")), ("created", account.CreatedAt));
    }

    /// <summary>Word that the password was changed, in case it was somebody else.</summary>
    public void SendPasswordChanged(Account account) =>
        Send(account, "accounts.mail-changed-subject", "accounts.mail-changed-text", ("link", Link(account, "/forgot")));

    private void Send(Account account, string subject, string text, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        var language = texts.In(account.Language);
        mail.Send(new MailMessage(account.Email!, language.Format(subject, arguments), language.Format(text, arguments)));
    }

    // With a mail server APP_URL is required (Notifications checks at start); without one the mail stays here, and the request's host will do.
    private string Link(Account account, string path)
    {
        var request = accessor.HttpContext!.Request;
        var site = configuration["APP_URL"] is { Length: > 0 } url ? url.TrimEnd('/') : $"{request.Scheme}://{request.Host}";
        return $"{site}/{account.Language}{path}";
    }
}
