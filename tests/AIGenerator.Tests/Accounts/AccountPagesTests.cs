using System.Net;
using AIGenerator.Accounts;
using AIGenerator.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using static AIGenerator.Tests.Accounts.PageForms;

namespace AIGenerator.Tests.Accounts;

public sealed class AccountPagesTests(AccountsApp app) : IClassFixture<AccountsApp>
{
    [Fact]
    public async Task Registering_signs_in_and_goes_back_to_where_the_person_came_from()
    {
        using var browser = app.Browser();

        using var response = await browser.SubmitAsync(
            "/en/register?returnUrl=%2Fen%2Fsettings", Values(("email", AccountServices.NewEmail()), ("password", FakeBrowser.Password)));

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        response.Headers.Location!.OriginalString.ShouldBe("/en/settings");
        var cookie = response.Headers.GetValues("Set-Cookie").Single(header => header.StartsWith("ag_session=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
        cookie.ShouldContain("path=/;", Case.Insensitive);
        (await browser.OpenAsync("/en/settings")).QuerySelector("h1")!.TextContent.ShouldBe("Settings");
    }

    [Fact]
    public async Task A_refused_sign_in_keeps_the_address_and_points_at_the_password()
    {
        using var browser = app.Browser();
        var email = AccountServices.NewEmail();

        using var response = await browser.SubmitAsync("/uk/login?returnUrl=%2Fuk%2Fsettings", Values(("email", email), ("password", "not the password")), "/uk/login");
        var page = await ReadAsync(response);

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.QuerySelector("input[name=email]")!.GetAttribute("value").ShouldBe(email);
        page.QuerySelector("input[name=returnUrl]")!.GetAttribute("value").ShouldBe("/uk/settings");
        var password = page.QuerySelector("input[name=password]")!;
        password.GetAttribute("aria-invalid").ShouldBe("true");
        password.HasAttribute("autofocus").ShouldBeTrue();
        password.HasAttribute("value").ShouldBeFalse();
        page.GetElementById(password.GetAttribute("aria-describedby")!.Split(' ')[0])!.TextContent.ShouldContain("пароль");
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("/\\evil.example")]
    public async Task Signing_in_never_leaves_the_site(string returnUrl)
    {
        using var browser = app.Browser();
        var email = await browser.RegisterAsync();
        using var other = app.Browser();

        using var response = await other.SubmitAsync(
            "/en/login", Values(("email", email), ("password", FakeBrowser.Password), ("returnUrl", returnUrl)));

        response.Headers.Location!.OriginalString.ShouldBe("/en");
    }

    [Theory]
    [InlineData("/en/login")]
    [InlineData("/en/register")]
    [InlineData("/en/forgot")]
    [InlineData("/en/reset")]
    [InlineData("/en/logout")]
    [InlineData("/en/settings")]
    [InlineData("/en/settings/data")]
    [InlineData("/en/settings/sessions/others/revocation")]
    [InlineData("/en/admin/claim")]
    public async Task A_form_without_its_token_is_refused(string address)
    {
        using var browser = app.Browser();
        await browser.RegisterAsync();

        using var response = await browser.PostAsync(address, new FormUrlEncodedContent(Values(("email", "a@example.com"))), Ct);

        ((int)response.StatusCode).ShouldBeOneOf(400, 403);
        (await browser.OpenAsync("/en/settings")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_protected_page_sends_to_the_sign_in_and_back()
    {
        using var browser = app.Browser();

        using var page = await browser.GetAsync("/uk/settings/security?from=mail", Ct);

        page.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        page.Headers.Location!.OriginalString.ShouldBe("/uk/login?returnUrl=%2Fuk%2Fsettings%2Fsecurity%3Ffrom%3Dmail");
    }

    [Fact]
    public async Task Signing_out_ends_the_session_on_the_server()
    {
        using var browser = app.Browser();
        await browser.RegisterAsync();

        using var response = await browser.SubmitAsync("/en/settings", Values(), "/en/logout");

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        using var after = await browser.GetAsync("/en/settings", Ct);
        after.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Waiting_is_asked_for_with_429_and_the_seconds()
    {
        using var browser = app.Browser();
        var email = AccountServices.NewEmail();
        for (var i = 0; i < 5; i++)
        {
            (await browser.SubmitAsync("/en/login", Values(("email", email), ("password", "not the password")))).Dispose();
        }

        using var response = await browser.SubmitAsync("/en/login", Values(("email", email), ("password", "not the password")));

        ((int)response.StatusCode).ShouldBe(429);
        response.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 30);
        (await ReadAsync(response)).QuerySelector("[role=alert]")!.TextContent.ShouldContain("seconds");
    }

    [Theory]
    [InlineData("/en/settings", "displayName", "toolong")]
    [InlineData("/en/settings/appearance", "theme", "purple")]
    [InlineData("/en/settings/security", "newPassword", "short")]
    [InlineData("/en/settings/data", "confirmation", "somebody@else.example")]
    public async Task A_wrong_setting_comes_back_as_422_with_a_word_about_it(string address, string field, string value)
    {
        using var browser = app.Browser();
        await browser.RegisterAsync();
        var sent = Values(
            ("language", "en"), ("theme", "dark"), ("currentPassword", FakeBrowser.Password), ("password", FakeBrowser.Password),
            (field, value == "toolong" ? new string('a', 81) : value));

        using var response = await browser.SubmitAsync(address, sent);

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ReadAsync(response)).QuerySelectorAll(".field-error, .form-errors").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_new_language_answers_in_that_language()
    {
        using var browser = app.Browser();
        await browser.RegisterAsync();

        using var response = await browser.SubmitAsync("/en/settings/appearance", Values(("language", "uk"), ("theme", "light")));

        response.Headers.Location!.OriginalString.ShouldBe("/uk/settings/appearance");
        (await browser.OpenAsync("/uk/settings/appearance")).QuerySelector("html")!.GetAttribute("data-theme").ShouldBe("light");
    }

    [Fact]
    public async Task Another_device_can_be_signed_out_from_the_list()
    {
        using var mine = app.Browser();
        var email = await mine.RegisterAsync();
        using var other = app.Browser();
        (await other.SubmitAsync("/en/login", Values(("email", email), ("password", FakeBrowser.Password)))).Dispose();

        using var response = await mine.SubmitAsync("/en/settings/security", Values(), "/en/settings/sessions/revocation");

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        using var after = await other.GetAsync("/en/settings", Ct);
        after.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await mine.OpenAsync("/en/settings/security")).QuerySelectorAll("tbody tr").Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("/en/settings/sessions/others/revocation")]
    [InlineData("/en/settings/email/confirmation")]
    public async Task A_button_pressed_without_a_form_does_nothing(string address)
    {
        using var mine = app.Browser();
        var email = await mine.RegisterAsync();
        using var other = app.Browser();
        (await other.SubmitAsync("/en/login", Values(("email", email), ("password", FakeBrowser.Password)))).Dispose();

        using var pressed = await mine.PostAsync(address, null, Ct);

        ((int)pressed.StatusCode).ShouldBeInRange(400, 499);
        (await other.OpenAsync("/en/settings")).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_printed_link_leads_a_new_person_to_the_administrators_chair()
    {
        await app.GreetedAsync();
        await using var scope = app.Scope();
        var path = await scope.ServiceProvider.GetRequiredService<IAdministratorClaim>().CreateLinkPathAsync(Ct);
        using var browser = app.Browser();
        var invited = await browser.OpenAsync("/en" + path);
        var register = invited.QuerySelector("main a[href*='/register?']")!.GetAttribute("href")!;
        using var registered = await browser.SubmitAsync(register, Values(("email", AccountServices.NewEmail()), ("password", FakeBrowser.Password)));

        using var response = await browser.SubmitAsync(registered.Headers.Location!.OriginalString, Values());

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await browser.OpenAsync("/en/admin")).ShouldNotBeNull();
        using var again = await browser.GetAsync("/en" + path, Ct);
        again.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task The_outbox_is_not_there_in_production()
    {
        using var browser = app.Browser();

        using var response = await browser.GetAsync("/en/dev/outbox", Ct);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}

/// <summary>All tests come from one address: without the host's limits, which have tests of their own.</summary>
public class AccountsApp(TestPostgres server) : TestApp(server)
{
    protected override IEnumerable<KeyValuePair<string, string>> Settings => [new("RateLimits:Enabled", "false")];
}

public sealed class DevelopmentApp(TestPostgres server) : AccountsApp(server)
{
    protected override string EnvironmentName => "Development";
}

public sealed class RecoveryJourneyTests(DevelopmentApp app) : IClassFixture<DevelopmentApp>
{
    [Fact]
    public async Task A_forgotten_password_is_replaced_through_the_local_outbox()
    {
        var ct = TestContext.Current.CancellationToken;
        using var browser = app.Browser();
        var email = await browser.RegisterAsync();
        using var forgetful = app.Browser();

        using var asked = await forgetful.SubmitAsync("/en/forgot", Values(("email", email)));
        var link = await LinkAsync(forgetful, "/reset?token=");
        using var done = await forgetful.SubmitAsync(link, Values(("password", "another long password")), "/en/reset");

        asked.Headers.Location!.OriginalString.ShouldBe("/en/forgot?sent=1");
        done.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        using var ended = await browser.GetAsync("/en/settings", ct);
        ended.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await forgetful.OpenAsync("/en/settings")).ShouldNotBeNull();
    }

    // The mail travels through two jobs; the page is asked until they are done.
    private static async Task<string> LinkAsync(HttpClient browser, string part)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            var outbox = await browser.OpenAsync("/en/dev/outbox");
            if (outbox.QuerySelector($"main a[href*='{part}']") is { } link)
            {
                return new Uri(link.GetAttribute("href")!).PathAndQuery;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
        }
    }
}
