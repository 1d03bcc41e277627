using AIGenerator.Accounts;
using AIGenerator.Accounts.Passwords;
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

    [Fact]
    public async Task However_many_strangers_took_the_address_first_its_owner_signs_in_at_the_same_cost()
    {
        var (squatted, free) = (AccountServices.NewEmail(), AccountServices.NewEmail());
        for (var stranger = 0; stranger < 4; stranger++)
        {
            (await services.NewBrowser().RegisterAsync(squatted, $"a stranger's password {stranger}")).ShouldBeNull();
        }

        var owner = services.NewBrowser();
        (await owner.RegisterAsync(squatted)).ShouldBeNull();
        services.Clock.Advance(TimeSpan.FromHours(25));
        for (var stranger = 4; stranger < 8; stranger++)
        {
            (await services.NewBrowser().RegisterAsync(squatted, $"a stranger's password {stranger}")).ShouldBeNull();
        }

        Error? refusal = null;
        var again = services.NewBrowser();
        var derivations = await CountingHasher.CountAsync(async () => refusal = await again.SignInAsync(squatted));
        var derivationsOfNobody = await CountingHasher.CountAsync(() => services.NewBrowser().SignInAsync(free));

        refusal.ShouldBeNull();
        (await again.WhoAmIAsync()).Id.ShouldBe((await owner.WhoAmIAsync()).Id);
        derivations.ShouldBe(derivationsOfNobody);
    }

    [Fact]
    public async Task Strangers_who_change_their_passwords_do_not_push_the_owner_out()
    {
        var email = AccountServices.NewEmail();
        for (var stranger = 0; stranger < 4; stranger++)
        {
            var browser = services.NewBrowser();
            await browser.RegisterAsync(email, $"a stranger's password {stranger}");
            var changed = await browser.TryAsync<ChangePasswordHandler>(handler => handler.HandleAsync(
                new ChangePasswordRequest($"a stranger's password {stranger}", $"another one of a stranger {stranger}"), TestContext.Current.CancellationToken));
            changed.ShouldBeNull();
        }

        await services.NewBrowser().RegisterAsync(email);

        (await services.NewBrowser().SignInAsync(email)).ShouldBeNull();
    }

    [Fact]
    public async Task Accounts_of_one_address_that_come_at_once_share_a_salt_and_others_have_their_own()
    {
        var (email, other) = (AccountServices.NewEmail(), AccountServices.NewEmail());

        await Task.WhenAll(Enumerable.Range(0, 4).Select(person => services.NewBrowser().RegisterAsync(email, $"a stranger's password {person}")));
        await services.NewBrowser().RegisterAsync(other);

        const string Salts = "select count(distinct substring(decode(password_hash, 'base64') from 1 for 29)) from accounts.users where email = any($1)";
        (await services.CountAsync(Salts, (object)new[] { email })).ShouldBe(1);
        (await services.CountAsync(Salts, (object)new[] { email, other })).ShouldBe(2);
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
