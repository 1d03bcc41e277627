using System.Net.Mail;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace AIGenerator.Notifications.Mail;

/// <summary>The mail server, from the environment. Without a host mails stay in the local outbox.</summary>
internal sealed class SmtpOptions
{
    /// <summary>Name of the server; empty for none.</summary>
    [ConfigurationKeyName("SMTP_HOST")]
    public string Host { get; set; } = "";

    /// <summary>Default 587. Implicit TLS (465) is not spoken.</summary>
    [ConfigurationKeyName("SMTP_PORT")]
    public int Port { get; set; } = 587;

    /// <summary>Account at the server; empty sends without signing in.</summary>
    [ConfigurationKeyName("SMTP_USER")]
    public string User { get; set; } = "";

    /// <summary>Secret; from the environment, never from a committed file.</summary>
    [ConfigurationKeyName("SMTP_PASSWORD")]
    public string Password { get; set; } = "";

    /// <summary>The sender, <c>noreply@example.org</c> or <c>AI Generator &lt;noreply@example.org&gt;</c>.</summary>
    [ConfigurationKeyName("SMTP_FROM")]
    public string From { get; set; } = "";

    /// <summary>Whether the connection is upgraded to TLS before anything is said. Default true; false only for a relay on the same machine.</summary>
    [ConfigurationKeyName("SMTP_STARTTLS")]
    public bool StartTls { get; set; } = true;

    /// <summary>
    /// The public address of the installation. Links in mails are built on it: taken from the request, a forged Host header could point a
    /// password reset at somebody else's server.
    /// </summary>
    [ConfigurationKeyName("APP_URL")]
    public string? AppUrl { get; set; }

    /// <summary>Whether there is a mail server.</summary>
    public bool IsConfigured => Host.Length > 0;
}

internal sealed class SmtpOptionsValidator : IValidateOptions<SmtpOptions>
{
    public ValidateOptionsResult Validate(string? name, SmtpOptions options)
    {
        if (!options.IsConfigured)
        {
            return ValidateOptionsResult.Success;
        }

        var wrong = new List<string>();
        if (options.Port is < 1 or > 65535)
        {
            wrong.Add("SMTP_PORT must be between 1 and 65535.");
        }
        else if (options.Port == 465)
        {
            wrong.Add("SMTP_PORT 465 (implicit TLS) is not supported: use the server's STARTTLS port, usually 587.");
        }

        if (!MailAddress.TryCreate(options.From, out _))
        {
            wrong.Add("SMTP_FROM must be a mail address when SMTP_HOST is set, e.g. noreply@example.org.");
        }

        if (string.IsNullOrEmpty(options.AppUrl))
        {
            wrong.Add("APP_URL must be set when SMTP_HOST is: links in mails are built on it.");
        }

        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
