using AIGenerator.Accounts.Accounts;
using AIGenerator.Accounts.Recovery;
using AIGenerator.Kernel.Results;

namespace AIGenerator.Tests.Accounts;

public sealed class RecoveryTests(AccountServices services) : IClassFixture<AccountServices>
{
    [Fact]
    public async Task A_reset_link_works_once_ends_every_session_and_confirms_the_address()
    {
        var (browser, email) = await PersonAsync();
        var token = await LinkAsync(email);

        var first = await ResetAsync(services.NewBrowser(), token, "another long password");
        var second = await ResetAsync(services.NewBrowser(), token, "a third long password");

        first.ShouldBeNull();
        second!.Code.ShouldBe("accounts.link-invalid");
        (await browser.WhoAmIAsync()).IsSignedIn.ShouldBeFalse();
        (await services.NewBrowser().SignInAsync(email, "another long password")).ShouldBeNull();
        (await services.CountAsync("select count(*) from accounts.users where email = $1 and email_confirmed", email)).ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_simultaneous_uses_one_wins()
    {
        var (_, email) = await PersonAsync();
        var token = await LinkAsync(email);

        var answers = await Task.WhenAll(
            ResetAsync(services.NewBrowser(), token, "another long password"), ResetAsync(services.NewBrowser(), token, "a third long password"));

        answers.Count(answer => answer is null).ShouldBe(1);
    }

    [Fact]
    public async Task A_reset_link_is_too_old_after_an_hour()
    {
        var (_, email) = await PersonAsync();
        var token = await LinkAsync(email);

        services.Clock.Advance(TimeSpan.FromMinutes(61));

        (await ResetAsync(services.NewBrowser(), token, "another long password"))!.Code.ShouldBe("accounts.link-invalid");
        (await services.NewBrowser().SignInAsync(email)).ShouldBeNull();
    }

    [Fact]
    public async Task A_weak_new_password_does_not_use_the_link_up()
    {
        var (_, email) = await PersonAsync();
        var token = await LinkAsync(email);

        (await ResetAsync(services.NewBrowser(), token, "12345678"))!.Field.ShouldBe("password");

        (await ResetAsync(services.NewBrowser(), token, "another long password")).ShouldBeNull();
    }

    [Fact]
    public async Task An_unknown_address_gets_the_same_answer_and_no_mail()
    {
        var unknown = AccountServices.NewEmail();

        var answer = await AskAsync(unknown);

        answer.ShouldBeNull();
        (await services.MailsToAsync(unknown)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Mails_to_one_address_are_limited()
    {
        var email = AccountServices.NewEmail();

        for (var i = 0; i < 3; i++)
        {
            (await AskAsync(email)).ShouldBeNull();
        }

        (await AskAsync(email))!.Code.ShouldBe("accounts.too-many-attempts");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("made-up")]
    public async Task A_made_up_link_changes_nothing(string? token) =>
        (await ResetAsync(services.NewBrowser(), token, "another long password"))!.Code.ShouldBe("accounts.link-invalid");

    [Fact]
    public async Task A_squatter_loses_the_address_to_whoever_reads_its_mail()
    {
        var email = AccountServices.NewEmail();
        var (squatter, owner) = (services.NewBrowser(), services.NewBrowser());
        await squatter.RegisterAsync(email, "the squatters password");
        await owner.RegisterAsync(email);
        await services.MailsToAsync(email);
        await AskAsync(email);

        var mails = (await services.MailsToAsync(email)).Where(mail => mail.Text.Contains("/reset?", StringComparison.Ordinal)).ToArray();
        await ResetAsync(services.NewBrowser(), AccountServices.TokenIn(mails[1]), "the owners new password");

        mails.Length.ShouldBe(2);
        (await services.CountAsync("select count(*) from accounts.users where email = $1 and email_confirmed", email)).ShouldBe(1);
        var signedIn = services.NewBrowser();
        await signedIn.SignInAsync(email, "the owners new password");
        (await signedIn.WhoAmIAsync()).IsSignedIn.ShouldBeTrue();
    }

    [Fact]
    public async Task No_mail_carries_a_strangers_words_to_an_address_that_nobody_has_confirmed()
    {
        const string Words = "You won! http://evil.example";
        var (squatter, owner, email) = (services.NewBrowser(), services.NewBrowser(), AccountServices.NewEmail());
        await squatter.TryAsync<RegisterHandler>(handler => handler.HandleAsync(new RegisterRequest(email, FakeBrowser.Password, Words, "en"), Ct));
        await AskAsync(email);
        var unconfirmed = await services.MailsToAsync(email);
        await owner.TryAsync<RegisterHandler>(handler => handler.HandleAsync(new RegisterRequest(email, "the owners password", "Olena", "en"), Ct));
        await services.MailsToAsync(email);
        await services.ExecuteAsync("update accounts.users set email_confirmed = true where email = $1 and display_name = 'Olena'", email);
        await AskAsync(email);

        var confirmed = await services.MailsToAsync(email);

        unconfirmed.Count.ShouldBe(2);
        unconfirmed.Concat(confirmed).ShouldAllBe(mail => !(mail.Subject + mail.Text).Contains("evil.example", StringComparison.Ordinal));
        confirmed.ShouldHaveSingleItem().Text.ShouldStartWith("Hello, Olena!");
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task<Error?> ResetAsync(FakeBrowser browser, string? token, string password) =>
        browser.TryAsync<ResetPasswordHandler>(handler => handler.HandleAsync(new ResetPasswordRequest(token, password), Ct));

    private Task<Error?> AskAsync(string email) => services.NewBrowser().TryAsync<RequestPasswordResetHandler>(handler => handler.HandleAsync(email, Ct));

    private async Task<string> LinkAsync(string email)
    {
        await services.MailsToAsync(email);
        (await AskAsync(email)).ShouldBeNull();
        return AccountServices.TokenIn((await services.MailsToAsync(email)).ShouldHaveSingleItem());
    }

    private async Task<(FakeBrowser Browser, string Email)> PersonAsync()
    {
        var (browser, email) = (services.NewBrowser(), AccountServices.NewEmail());
        (await browser.RegisterAsync(email)).ShouldBeNull();
        return (browser, email);
    }
}
