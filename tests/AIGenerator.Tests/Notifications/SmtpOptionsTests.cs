using AIGenerator.Notifications.Mail;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AIGenerator.Tests.Notifications;

public sealed class SmtpOptionsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_mail_server_without_a_public_address_is_refused_in_words(string? address)
    {
        // The host says null where APP_URL is not set.
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("SMTP_HOST", "mail.example.org"), new("SMTP_FROM", "noreply@example.org"), new("APP_URL", address)]).Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration)
            .AddSingleton<IValidateOptions<SmtpOptions>, SmtpOptionsValidator>().AddOptions<SmtpOptions>().BindConfiguration("").Services.BuildServiceProvider();

        var refusal = Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IOptions<SmtpOptions>>().Value);

        refusal.Failures.ShouldHaveSingleItem().ShouldStartWith("APP_URL must be set");
    }
}
