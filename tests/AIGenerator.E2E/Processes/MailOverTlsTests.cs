using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AIGenerator.E2E.Infrastructure;
using AIGenerator.Simulators.Mail;

namespace AIGenerator.E2E.Processes;

public sealed class MailOverTlsTests
{
    [Fact]
    public async Task A_new_persons_mail_goes_over_TLS_to_a_server_whose_certificate_the_machine_trusts()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var ct = patience.Token;
        using var certificate = NewCertificate();
        var trusted = Path.Combine(ChildServer.NewDataFolder(), "trusted.pem");
        await File.WriteAllTextAsync(trusted, certificate.ExportCertificatePem(), ct);
        await using var server = new SmtpServer(certificate);
        await using var host = await ChildServer.StartProductAsync(
            ChildServer.NewDataFolder(),
            ct,
            ("SSL_CERT_FILE", trusted),
            ("SMTP_HOST", "localhost"),
            ("SMTP_PORT", $"{server.Port}"),
            ("SMTP_USER", "product"),
            ("SMTP_PASSWORD", "secret"),
            ("SMTP_FROM", "noreply@example.org"),
            ("APP_URL", "https://ai.example.org"));

        using var person = await HttpPerson.RegisterAsync(host.Address, ct);
        while (server.Mails.IsEmpty)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, ct);
        }

        server.Mails.TryPeek(out var mail).ShouldBeTrue();
        mail!.To.ShouldBe(person.Email);
        mail.IsEncrypted.ShouldBeTrue();
        mail.User.ShouldBe("product:secret");
        mail.Part("text/plain").ShouldContain("https://ai.example.org/en/confirm?token=");
        mail.Part("text/html").ShouldContain("<a href=\"https://ai.example.org/en/confirm?token=");
    }

    private static X509Certificate2 NewCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
