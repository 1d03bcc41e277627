using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Queue;
using AIGenerator.Notifications;
using AIGenerator.Simulators.Mail;
using AIGenerator.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Notifications;

/// <summary>The modules with a mail server on a real socket.</summary>
public class SmtpServices(TestPostgres server) : TestServices(server)
{
    public SmtpServer Smtp { get; protected init; } = new();

    protected virtual bool StartTls => false;

    protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        new("SMTP_HOST", "127.0.0.1"), new("SMTP_PORT", $"{Smtp.Port}"), new("SMTP_USER", "product"), new("SMTP_PASSWORD", "пароль"),
        new("SMTP_FROM", "AI Generator <noreply@example.org>"), new("SMTP_STARTTLS", StartTls ? "true" : "false"), new("APP_URL", "https://ai.example.org"),
    ];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Smtp.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    public async Task SendAsync(MailMessage mail)
    {
        await using var scope = Scope();
        scope.ServiceProvider.GetRequiredService<IMail>().Send(mail);
        await scope.ServiceProvider.GetRequiredService<AppDb>().SaveChangesAsync();
    }

    /// <summary>Runs what is due now; how many jobs that were.</summary>
    public Task<int> DrainAsync() => Provider.GetRequiredService<JobWorker>().DrainAsync(TestContext.Current.CancellationToken);
}

public sealed class SmtpTests(SmtpServices services) : IClassFixture<SmtpServices>
{
    private const string Text = "Вітаємо!\n\nВідкрийте <посилання>:\nhttps://ai.example.org/uk/confirm?token=a&x=1\n.\nДо зустрічі";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_arrives_whole_in_both_forms_from_a_signed_in_sender()
    {
        var to = NewAddress();
        var subject = "Підтвердьте адресу — довга тема, яка не вміщується в один рядок заголовка листа, і ще трохи 😀";

        await services.SendAsync(new MailMessage(to, subject, Text));
        await services.DrainAsync();

        var mail = To(to).ShouldHaveSingleItem();
        mail.User.ShouldBe("product:пароль");
        mail.Subject().ShouldBe(subject);
        mail.Header("From").ShouldContain("noreply@example.org");
        mail.Part("text/plain").ReplaceLineEndings("\n").ShouldBe(Text);
        var page = mail.Part("text/html");
        page.ShouldContain("<p>Вітаємо!</p>");
        page.ShouldContain("&lt;посилання&gt;");
        page.ShouldContain("<a href=\"https://ai.example.org/uk/confirm?token=a&amp;x=1\">");
    }

    [Theory]
    [InlineData(SmtpFault.Refuse)]
    [InlineData(SmtpFault.Drop)]
    public async Task A_server_that_fails_gets_the_mail_again_until_it_takes_it_once(SmtpFault fault)
    {
        var to = NewAddress();
        services.Smtp.Next(fault, fault);

        await services.SendAsync(new MailMessage(to, "Тема", Text));
        await services.DrainAsync();
        To(to).ShouldBeEmpty();
        await services.DrainAsync();
        To(to).ShouldBeEmpty("It rests before the next attempt.");
        services.Clock.Advance(TimeSpan.FromSeconds(5));
        await services.DrainAsync();
        services.Clock.Advance(TimeSpan.FromSeconds(10));
        await services.DrainAsync();
        services.Clock.Advance(TimeSpan.FromMinutes(30));
        await services.DrainAsync();

        var mail = To(to).ShouldHaveSingleItem();
        mail.Header("Message-ID").ShouldEndWith("@example.org>");
    }

    [Fact]
    public async Task A_silent_server_costs_a_minute_and_not_the_mail()
    {
        var to = NewAddress();
        services.Smtp.Next(SmtpFault.Silence);
        while (await services.Smtp.Faulted.WaitAsync(TimeSpan.Zero, Ct))
        {
            // Of the tests before.
        }

        await services.SendAsync(new MailMessage(to, "Тема", Text));
        var run = services.DrainAsync();
        (await services.Smtp.Faulted.WaitAsync(TimeSpan.FromSeconds(30), Ct)).ShouldBeTrue();
        services.Clock.Advance(TimeSpan.FromSeconds(61));
        await run.WaitAsync(TimeSpan.FromSeconds(30), Ct);
        services.Clock.Advance(TimeSpan.FromSeconds(5));
        await services.DrainAsync();

        To(to).ShouldHaveSingleItem();
    }

    private static string NewAddress() => $"reader-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}@example.com";

    private List<TakenMail> To(string address) => [.. services.Smtp.Mails.Where(mail => mail.To == address)];
}

/// <summary>A server whose certificate nobody vouches for.</summary>
public sealed class ForgedSmtpServices : SmtpServices
{
    public ForgedSmtpServices(TestPostgres server)
        : base(server)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        Smtp = new SmtpServer(request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1)));
    }

    protected override bool StartTls => true;
}

public sealed class ForgedSmtpTests(ForgedSmtpServices services) : IClassFixture<ForgedSmtpServices>
{
    [Fact]
    public async Task A_server_that_cannot_prove_its_name_hears_neither_password_nor_mail_and_the_mail_is_kept()
    {
        await services.SendAsync(new MailMessage("reader@example.com", "Тема", "Таємниця"));

        await services.DrainAsync();

        services.Smtp.Mails.ShouldBeEmpty();
        services.Smtp.Heard.ShouldContain("STARTTLS");
        services.Smtp.Heard.ShouldNotContain(line => line.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase) || line.StartsWith("MAIL", StringComparison.OrdinalIgnoreCase));
        (await services.QueryAsync<string>("select state from kernel.jobs where name = 'mail.send'")).ShouldNotBe("Failed");
        (await services.QueryAsync<long>("select count(*) from kernel.jobs where name = 'mail.send'")).ShouldBe(1);
    }
}
