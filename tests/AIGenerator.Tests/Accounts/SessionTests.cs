using AIGenerator.Accounts.Passwords;
using AIGenerator.Accounts.Sessions;
using AIGenerator.Kernel.Results;

namespace AIGenerator.Tests.Accounts;

public sealed class SessionTests(AccountServices services) : IClassFixture<AccountServices>
{
    [Fact]
    public async Task A_revoked_session_is_over_with_the_next_request()
    {
        var (mine, other, email) = await TwoBrowsersAsync();
        var listed = await mine.AskAsync<OwnSessions, IReadOnlyList<ListedSession>>(own => own.ListAsync(Ct));
        var others = listed!.Single(session => !session.IsThisOne);

        var refusal = await mine.TryAsync<OwnSessions>(own => own.RevokeAsync(others.Id, Ct));

        refusal.ShouldBeNull();
        listed!.Count.ShouldBe(2);
        (await other.WhoAmIAsync()).IsSignedIn.ShouldBeFalse();
        (await mine.WhoAmIAsync()).IsSignedIn.ShouldBeTrue();
        (await services.NewBrowser().SignInAsync(email)).ShouldBeNull();
    }

    [Fact]
    public async Task All_other_sessions_end_at_once()
    {
        var (mine, other, _) = await TwoBrowsersAsync();

        await mine.AskAsync<OwnSessions, int>(own => own.RevokeOthersAsync(Ct));

        (await other.WhoAmIAsync()).IsSignedIn.ShouldBeFalse();
        (await mine.WhoAmIAsync()).IsSignedIn.ShouldBeTrue();
    }

    [Fact]
    public async Task Nobody_ends_somebody_elses_session()
    {
        var (mine, _, _) = await TwoBrowsersAsync();
        var stranger = services.NewBrowser();
        await stranger.RegisterAsync(AccountServices.NewEmail());
        var listed = await mine.AskAsync<OwnSessions, IReadOnlyList<ListedSession>>(own => own.ListAsync(Ct));

        var refusal = await stranger.TryAsync<OwnSessions>(own => own.RevokeAsync(listed![0].Id, Ct));

        refusal!.Kind.ShouldBe(ErrorKind.NotFound);
        (await mine.WhoAmIAsync()).IsSignedIn.ShouldBeTrue();
    }

    [Fact]
    public async Task A_session_slides_and_ends_after_thirty_idle_days()
    {
        var (mine, idle, _) = await TwoBrowsersAsync();

        services.Clock.Advance(TimeSpan.FromDays(20));
        await mine.WhoAmIAsync();
        services.Clock.Advance(TimeSpan.FromDays(11));

        (await mine.WhoAmIAsync()).IsSignedIn.ShouldBeTrue();
        (await idle.WhoAmIAsync()).IsSignedIn.ShouldBeFalse();
    }

    [Fact]
    public async Task Signing_in_changes_the_secret_and_ends_the_old_one()
    {
        var browser = services.NewBrowser();
        var email = AccountServices.NewEmail();
        await browser.RegisterAsync(email);
        var old = browser.Cookies["ag_session"];

        await browser.SignInAsync(email);

        browser.Cookies["ag_session"].ShouldNotBe(old);
        var thief = services.NewBrowser();
        thief.Cookies["ag_session"] = old;
        (await thief.WhoAmIAsync()).IsSignedIn.ShouldBeFalse();
    }

    [Fact]
    public async Task The_database_never_holds_the_secret_itself()
    {
        var browser = services.NewBrowser();
        await browser.RegisterAsync(AccountServices.NewEmail());

        var found = await services.CountAsync(
            "select count(*) from accounts.sessions where encode(token_hash, 'escape') like '%' || $1 || '%'", browser.Cookies["ag_session"]);

        found.ShouldBe(0);
    }

    [Fact]
    public async Task A_new_password_ends_other_sessions_and_keeps_this_one()
    {
        var (mine, other, email) = await TwoBrowsersAsync();

        var refusal = await mine.TryAsync<ChangePasswordHandler>(
            handler => handler.HandleAsync(new ChangePasswordRequest(FakeBrowser.Password, "another long password"), Ct));

        refusal.ShouldBeNull();
        (await mine.WhoAmIAsync()).IsSignedIn.ShouldBeTrue();
        (await other.WhoAmIAsync()).IsSignedIn.ShouldBeFalse();
        (await services.NewBrowser().SignInAsync(email)).ShouldNotBeNull();
        (await services.NewBrowser().SignInAsync(email, "another long password")).ShouldBeNull();
    }

    [Theory]
    [InlineData("not the password", "another long password", "currentPassword")]
    [InlineData(FakeBrowser.Password, "short", "newPassword")]
    [InlineData(null, null, "newPassword")]
    public async Task A_refused_change_keeps_the_password(string? current, string? wanted, string field)
    {
        var (mine, other, email) = await TwoBrowsersAsync();

        var refusal = await mine.TryAsync<ChangePasswordHandler>(handler => handler.HandleAsync(new ChangePasswordRequest(current, wanted), Ct));

        refusal!.Field.ShouldBe(field);
        (await other.WhoAmIAsync()).IsSignedIn.ShouldBeTrue();
        (await services.NewBrowser().SignInAsync(email)).ShouldBeNull();
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36 Edg/141.0", "Edge · Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1", "Safari · iPhone")]
    [InlineData("something else", null)]
    public void Devices_have_names_their_owners_know(string agent, string? name) => DeviceName.Of(agent).ShouldBe(name);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<(FakeBrowser Mine, FakeBrowser Other, string Email)> TwoBrowsersAsync()
    {
        var (mine, other, email) = (services.NewBrowser(), services.NewBrowser(), AccountServices.NewEmail());
        await mine.RegisterAsync(email);
        (await other.SignInAsync(email)).ShouldBeNull();
        return (mine, other, email);
    }
}
