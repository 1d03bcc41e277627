using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Queue;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AIGenerator.Notifications.Mail;

/// <summary>A mail on its way.</summary>
internal sealed record SendMail(string To, string Subject, string Text) : IJob
{
    public static string JobName => "mail.send";
}

internal sealed class QueuedMail(IQueue queue) : IMail
{
    public void Send(MailMessage message) => queue.Enqueue(new SendMail(message.To, message.Subject, message.Text));
}

internal sealed partial class SendMailHandler(IOptions<SmtpOptions> options, AppDb db, TimeProvider clock, ILogger<SendMailHandler> logger) : IJobHandler<SendMail>
{
    // Links in the outbox are secrets of their readers; a week is enough for somebody who tries the product out.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    // A server that says nothing must not hold a place in the queue for ever: the platform's client waits without end.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public async Task HandleAsync(SendMail job, JobRun run, CancellationToken ct)
    {
        if (options.Value.IsConfigured)
        {
            await SendAsync(job, run.Id, options.Value, ct);
            LogSent(run.Id);
        }
        else
        {
            await StoreAsync(job, run.Id, ct);
            LogStored(run.Id);
        }
    }

    private async Task SendAsync(SendMail job, Guid id, SmtpOptions server, CancellationToken ct)
    {
        using var client = new SmtpClient(server.Host, server.Port) { EnableSsl = server.StartTls };
        if (server.User.Length > 0)
        {
            client.Credentials = new NetworkCredential(server.User, server.Password);
        }

        var from = new MailAddress(server.From);
        using var mail = new System.Net.Mail.MailMessage(from, new MailAddress(job.To))
        {
            Subject = job.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = job.Text,
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.Base64,
        };
        var page = AlternateView.CreateAlternateViewFromString(MailPage.Of(job.Text), Encoding.UTF8, "text/html");
        page.TransferEncoding = TransferEncoding.Base64;
        mail.AlternateViews.Add(page);

        // The same id on a repeated run lets mailboxes drop the second copy.
        mail.Headers["Message-ID"] = $"<{id}@{from.Host}>";
        using var limit = new CancellationTokenSource(Patience, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            await client.SendMailAsync(mail, stop.Token).WaitAsync(stop.Token);
        }
        catch (OperationCanceledException late) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"The mail server did not take the mail within {Patience.TotalSeconds} seconds.", late);
        }
    }

    private async Task StoreAsync(SendMail job, Guid id, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await db.StoredMails.Where(mail => mail.CreatedAt < now - Kept).ExecuteDeleteAsync(ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into notifications.outbox (id, recipient, subject, text, created_at)
            values ({id}, {job.To}, {job.Subject}, {job.Text}, {now}) on conflict (id) do nothing
            """,
            ct);
    }

    [LoggerMessage(LogLevel.Information, "Mail {JobId} handed to the mail server")]
    private partial void LogSent(Guid jobId);

    [LoggerMessage(LogLevel.Information, "Mail {JobId} kept in the local outbox, which administrators read at /admin/mail: no SMTP_HOST is set")]
    private partial void LogStored(Guid jobId);
}
