using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Workspaces;

namespace AIGenerator.Tests.Accounts;

public sealed class RegistrationTests(AccountServices services) : IClassFixture<AccountServices>
{
    [Fact]
    public async Task A_new_person_is_signed_in_and_owns_a_personal_workspace()
    {
        var browser = services.NewBrowser();
        var email = AccountServices.NewEmail();

        var refusal = await browser.RegisterAsync(email);
        var me = await browser.WhoAmIAsync();

        refusal.ShouldBeNull();
        me.IsSignedIn.ShouldBeTrue();
        me.Role.ShouldBe(WorkspaceRole.Admin);
        (await services.EventsAsync("user.created", me.Id.ToString()!)).ShouldBe(1);
        (await services.EventsAsync("workspace.created", me.WorkspaceId.ToString())).ShouldBe(1);
        (await services.CountAsync("select count(*) from workspaces.members where user_id = $1", me.Id!.Value.Value)).ShouldBe(1);
    }

    [Fact]
    public async Task An_account_whose_workspace_cannot_be_made_is_not_made_either()
    {
        var browser = services.NewBrowser();
        var email = AccountServices.NewEmail();

        await Should.ThrowAsync<InvalidOperationException>(() => browser.RegisterAsync(email, language: AccountServices.BreakingLanguage));

        (await services.CountAsync("select count(*) from accounts.users where email = $1", email)).ShouldBe(0);
        (await services.CountAsync("select count(*) from kernel.jobs where payload->>'email' = $1", email)).ShouldBe(0);
        (await services.EventsAsync("user.created", "\"zz\"")).ShouldBe(0);
    }

    [Fact]
    public async Task A_taken_address_answers_a_stranger_like_a_free_one()
    {
        var (owner, stranger) = (services.NewBrowser(), services.NewBrowser());
        var (taken, free) = (AccountServices.NewEmail(), AccountServices.NewEmail());
        await owner.RegisterAsync(taken);

        Error? toTaken = null, toFree = null;
        var comparisonsTaken = await CountingHasher.CountAsync(async () => toTaken = await stranger.RegisterAsync(taken, "another long password"));
        var cookiesTaken = stranger.Cookies.Keys.Order().ToArray();
        var stranger2 = services.NewBrowser();
        var comparisonsFree = await CountingHasher.CountAsync(async () => toFree = await stranger2.RegisterAsync(free, "another long password"));

        toTaken.ShouldBe(toFree);
        comparisonsTaken.ShouldBe(comparisonsFree);
        cookiesTaken.ShouldBe(stranger2.Cookies.Keys.Order().ToArray());
        (await stranger.WhoAmIAsync()).Id.ShouldNotBe((await owner.WhoAmIAsync()).Id);
    }

    [Fact]
    public async Task Only_the_mailbox_learns_that_its_address_is_taken()
    {
        var (owner, stranger) = (services.NewBrowser(), services.NewBrowser());
        var email = AccountServices.NewEmail();
        await owner.RegisterAsync(email);
        await ConfirmAsync(owner, email);

        await stranger.RegisterAsync(email, "another long password");
        var mails = await services.MailsToAsync(email);

        mails.ShouldHaveSingleItem().Text.ShouldNotContain("token=");
        (await services.CountAsync("select count(*) from accounts.users where email = $1 and email_confirmed", email)).ShouldBe(1);
    }

    [Fact]
    public async Task A_forgetful_person_who_types_the_right_password_is_signed_in()
    {
        var (first, second) = (services.NewBrowser(), services.NewBrowser());
        var email = AccountServices.NewEmail();
        await first.RegisterAsync(email);

        await second.RegisterAsync(email.ToUpperInvariant());

        (await second.WhoAmIAsync()).Id.ShouldBe((await first.WhoAmIAsync()).Id);
        (await services.CountAsync("select count(*) from accounts.users where email = $1", email)).ShouldBe(1);
    }

    [Fact]
    public async Task A_visitors_workspace_becomes_the_personal_one()
    {
        var browser = services.NewBrowser();
        var visited = await browser.AskAsync<IVisitors, Result<WorkspaceId>>(visitors => visitors.EnsureWorkspaceAsync(TestContext.Current.CancellationToken));
        visited.Ok(out var workspace, out _).ShouldBeTrue();

        await browser.RegisterAsync(AccountServices.NewEmail());

        (await browser.WhoAmIAsync()).Workspace.ShouldBe(workspace);
        browser.Cookies.ShouldNotContainKey("ag_visitor");
        (await services.EventsAsync("workspace.created", workspace.ToString())).ShouldBe(1);
    }

    [Theory]
    [InlineData("", "a fine long password", "accounts.email-invalid")]
    [InlineData("no-at-sign", "a fine long password", "accounts.email-invalid")]
    [InlineData("two words@example.com", "a fine long password", "accounts.email-invalid")]
    [InlineData("Name <a@example.com>", "a fine long password", "accounts.email-invalid")]
    [InlineData("weak@example.com", "short", "accounts.password-short")]
    [InlineData("weak@example.com", null, "accounts.password-short")]
    [InlineData("weak@example.com", "password1!", "accounts.password-guessable")]
    [InlineData("weak@example.com", "P@ssw0rd2024", "accounts.password-guessable")]
    [InlineData("weak@example.com", "йцукенгшщз", "accounts.password-guessable")]
    [InlineData("weak@example.com", "87654321", "accounts.password-guessable")]
    [InlineData("weak@example.com", "abababab", "accounts.password-guessable")]
    [InlineData("somebody@example.com", "Somebody1990", "accounts.password-guessable")]
    public async Task Wrong_values_make_no_account(string email, string? password, string code)
    {
        var browser = services.NewBrowser();

        var refusal = await browser.RegisterAsync(email, password!);

        refusal!.Code.ShouldBe(code);
        (await services.CountAsync("select count(*) from accounts.users where email = $1", email)).ShouldBe(0);
    }

    [Fact]
    public async Task Somebody_elses_click_confirms_nothing()
    {
        var (owner, stranger) = (services.NewBrowser(), services.NewBrowser());
        var email = AccountServices.NewEmail();
        await owner.RegisterAsync(email);
        await stranger.RegisterAsync(AccountServices.NewEmail());
        var token = AccountServices.TokenIn((await services.MailsToAsync(email)).ShouldHaveSingleItem());

        var refusal = await stranger.TryAsync<AIGenerator.Accounts.Recovery.ConfirmEmailHandler>(h => h.HandleAsync(token, TestContext.Current.CancellationToken));

        refusal!.Code.ShouldBe("accounts.link-invalid");
        (await services.CountAsync("select count(*) from accounts.users where email = $1 and email_confirmed", email)).ShouldBe(0);
    }

    private async Task ConfirmAsync(FakeBrowser browser, string email)
    {
        var token = AccountServices.TokenIn((await services.MailsToAsync(email)).ShouldHaveSingleItem());
        var refusal = await browser.TryAsync<AIGenerator.Accounts.Recovery.ConfirmEmailHandler>(h => h.HandleAsync(token, TestContext.Current.CancellationToken));
        refusal.ShouldBeNull();
    }
}
