using AIGenerator.Accounts;
using AIGenerator.Kernel.Results;

namespace AIGenerator.Tests.Accounts;

public sealed class SignInTests(AccountServices services) : IClassFixture<AccountServices>
{
    [Fact]
    public async Task A_wrong_password_answers_like_an_unknown_address_after_as_many_comparisons()
    {
        var email = AccountServices.NewEmail();
        await services.NewBrowser().RegisterAsync(email);
        var browser = services.NewBrowser();

        Error? known = null, unknown = null;
        var comparisonsKnown = await CountingHasher.CountAsync(async () => known = await browser.SignInAsync(email, "not the password"));
        var comparisonsUnknown = await CountingHasher.CountAsync(async () => unknown = await browser.SignInAsync(AccountServices.NewEmail(), "not the password"));

        known.ShouldNotBeNull();
        known.ShouldBe(unknown);
        comparisonsKnown.ShouldBe(comparisonsUnknown);
        browser.Cookies.ShouldNotContainKey("ag_session");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Guessing_waits_longer_each_time_whether_the_address_exists_or_not(bool exists)
    {
        var email = AccountServices.NewEmail();
        if (exists)
        {
            await services.NewBrowser().RegisterAsync(email);
        }

        for (var guess = 0; guess < 5; guess++)
        {
            (await services.NewBrowser().SignInAsync(email, "not the password"))!.Code.ShouldBe("accounts.wrong-credentials");
        }

        var locked = await services.NewBrowser().SignInAsync(email);
        services.Clock.Advance(TimeSpan.FromSeconds(31));
        await services.NewBrowser().SignInAsync(email, "not the password");
        var lockedLonger = await services.NewBrowser().SignInAsync(email);

        locked!.Code.ShouldBe("accounts.too-many-attempts");
        locked.Arguments!["seconds"].ShouldBe(30);
        lockedLonger!.Arguments!["seconds"].ShouldBe(60);
    }

    [Fact]
    public async Task The_right_password_works_again_after_the_wait()
    {
        var email = AccountServices.NewEmail();
        await services.NewBrowser().RegisterAsync(email);
        for (var guess = 0; guess < 5; guess++)
        {
            await services.NewBrowser().SignInAsync(email, "not the password");
        }

        services.Clock.Advance(TimeSpan.FromSeconds(31));

        (await services.NewBrowser().SignInAsync(email)).ShouldBeNull();
    }

    [Fact]
    public async Task Parallel_guesses_get_no_more_than_the_free_ones()
    {
        var email = AccountServices.NewEmail();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => services.NewBrowser().SignInAsync(email, "not the password")));

        answers.Count(answer => answer!.Code == "accounts.wrong-credentials").ShouldBe(5);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("not an address", "whatever it is")]
    [InlineData("somebody@example.com", "")]
    public async Task An_incomplete_form_signs_nobody_in(string? email, string? password)
    {
        var browser = services.NewBrowser();

        var refusal = await browser.SignInAsync(email!, password!);

        refusal!.Field.ShouldNotBeNull();
        browser.Cookies.ShouldNotContainKey("ag_session");
    }

    [Theory]
    [InlineData("/uk/chat?model=x", true)]
    [InlineData("/", true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("chat", false)]
    [InlineData("//evil.example", false)]
    [InlineData("/\\evil.example", false)]
    [InlineData("/\t/evil.example", false)]
    [InlineData("https://evil.example/", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("/a\r\nSet-Cookie: x=y", false)]
    public void Only_addresses_of_this_site_are_returned_to(string? url, bool isLocal) =>
        ReturnUrl.Local(url).ShouldBe(isLocal ? url : null);
}
