namespace AIGenerator.Notifications;

/// <summary>Sends mail through whatever the installation is configured for.</summary>
public interface IMail
{
    /// <summary>
    /// Puts the mail into the durable queue, in the caller's transaction; it leaves after the commit. Without a configured server it stays in
    /// the local outbox (<c>/admin/mail</c>).
    /// </summary>
    void Send(MailMessage message);
}

/// <summary>One mail, already in the reader's language.</summary>
/// <param name="To">Address.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text, links on lines of their own.</param>
public sealed record MailMessage(string To, string Subject, string Text);
