using AIGenerator.Accounts.Accounts;
using AIGenerator.Kernel.Results;

namespace AIGenerator.Tests.Accounts;

public sealed class OwnAccountTests(AccountServices services) : IClassFixture<AccountServices>
{
    [Fact]
    public async Task Deleting_the_account_takes_its_workspace_along_and_tells_everybody()
    {
        var (browser, email) = await PersonAsync();
        var me = await browser.WhoAmIAsync();

        var refusal = await DeleteAsync(browser, FakeBrowser.Password, email.ToUpperInvariant());

        refusal.ShouldBeNull();
        (await browser.WhoAmIAsync()).IsSignedIn.ShouldBeFalse();
        (await services.EventsAsync("user.deleted", me.Id.ToString()!)).ShouldBe(1);
        (await services.EventsAsync("workspace.deleted", me.WorkspaceId.ToString())).ShouldBe(1);
        (await services.CountAsync("select count(*) from accounts.users where email = $1", email)).ShouldBe(0);
        (await services.CountAsync("select count(*) from workspaces.workspaces where id = $1", me.WorkspaceId.Value)).ShouldBe(0);
    }

    [Theory]
    [InlineData("not the password", true, "password")]
    [InlineData(FakeBrowser.Password, false, "confirmation")]
    [InlineData(null, false, "confirmation")]
    public async Task Without_password_and_typed_address_nothing_is_deleted(string? password, bool typed, string field)
    {
        var (browser, email) = await PersonAsync();

        var refusal = await DeleteAsync(browser, password, typed ? email : null);

        refusal!.Field.ShouldBe(field);
        (await browser.WhoAmIAsync()).IsSignedIn.ShouldBeTrue();
        (await services.EventsAsync("user.deleted", browser.User!.Id.ToString()!)).ShouldBe(0);
    }

    [Fact]
    public async Task A_new_name_is_shown_at_once()
    {
        var (browser, _) = await PersonAsync();

        await browser.TryAsync<UpdateProfileHandler>(handler => handler.HandleAsync("  Оленка  ", Ct));

        (await browser.WhoAmIAsync()).DisplayName.ShouldBe("Оленка");
    }

    [Fact]
    public async Task A_name_that_is_too_long_changes_nothing()
    {
        var (browser, _) = await PersonAsync();
        var before = (await browser.WhoAmIAsync()).DisplayName;

        var refusal = await browser.TryAsync<UpdateProfileHandler>(handler => handler.HandleAsync(new string('a', 81), Ct));

        refusal!.Field.ShouldBe("displayName");
        (await browser.WhoAmIAsync()).DisplayName.ShouldBe(before);
    }

    [Fact]
    public async Task Language_and_theme_follow_to_the_next_browser()
    {
        var (browser, email) = await PersonAsync();

        await browser.TryAsync<UpdateAppearanceHandler>(handler => handler.HandleAsync(new UpdateAppearanceRequest("uk", "light"), Ct));
        var next = services.NewBrowser();
        await next.SignInAsync(email);

        next.Cookies["ag_lang"].ShouldBe("uk");
        next.Cookies["ag_theme"].ShouldBe("light");
    }

    [Theory]
    [InlineData("uk", "purple", "theme")]
    [InlineData("tlh", "dark", "language")]
    [InlineData(null, null, "theme")]
    public async Task An_appearance_that_does_not_exist_changes_nothing(string? language, string? theme, string field)
    {
        var (browser, email) = await PersonAsync();

        var refusal = await browser.TryAsync<UpdateAppearanceHandler>(handler => handler.HandleAsync(new UpdateAppearanceRequest(language, theme), Ct));

        refusal!.Field.ShouldBe(field);
        (await services.QueryAsync<string>("select language || ' ' || theme from accounts.users where email = $1", email)).ShouldBe("en System");
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task<Error?> DeleteAsync(FakeBrowser browser, string? password, string? confirmation) =>
        browser.TryAsync<DeleteAccountHandler>(handler => handler.HandleAsync(new DeleteAccountRequest(password, confirmation), Ct));

    private async Task<(FakeBrowser Browser, string Email)> PersonAsync()
    {
        var (browser, email) = (services.NewBrowser(), AccountServices.NewEmail());
        (await browser.RegisterAsync(email)).ShouldBeNull();
        return (browser, email);
    }
}
