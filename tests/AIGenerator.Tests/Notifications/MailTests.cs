using AIGenerator.Kernel.Queue;
using AIGenerator.Notifications.Mail;
using AIGenerator.Tests.Infrastructure;

namespace AIGenerator.Tests.Notifications;

public sealed class MailTests(TestServices services) : IClassFixture<TestServices>
{
    [Fact]
    public async Task Without_a_server_a_mail_stays_in_the_outbox_once()
    {
        var run = new JobRun(Guid.CreateVersion7(services.Clock.GetUtcNow()), 1);
        var mail = new SendMail("reader@example.com", "Тема", "Текст\n\nhttp://localhost/uk/reset?token=x");

        await services.InScopeAsync<SendMailHandler>(handler => handler.HandleAsync(mail, run, Ct));
        await services.InScopeAsync<SendMailHandler>(handler => handler.HandleAsync(mail, run with { Attempt = 2 }, Ct));

        (await services.QueryAsync<long>("select count(*) from notifications.outbox where recipient = 'reader@example.com'")).ShouldBe(1);
    }

    [Theory]
    [InlineData("mail.example.org", 587, "noreply@example.org", "https://example.org", null)]
    [InlineData("", 0, "", "", null)]
    [InlineData("mail.example.org", 465, "noreply@example.org", "https://example.org", "SMTP_PORT")]
    [InlineData("mail.example.org", 99999, "noreply@example.org", "https://example.org", "SMTP_PORT")]
    [InlineData("mail.example.org", 587, "", "https://example.org", "SMTP_FROM")]
    [InlineData("mail.example.org", 587, "noreply@example.org", "", "APP_URL")]
    public void A_wrong_mail_setting_is_named(string host, int port, string from, string url, string? named)
    {
        var options = new SmtpOptions { Host = host, Port = port, From = from, AppUrl = url };

        var verdict = new SmtpOptionsValidator().Validate(null, options);

        verdict.Failed.ShouldBe(named is not null);
        (verdict.FailureMessage ?? "").ShouldContain(named ?? "");
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
