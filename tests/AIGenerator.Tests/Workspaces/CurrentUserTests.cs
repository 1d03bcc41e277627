using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Tests.Accounts;
using AIGenerator.Workspaces;
using AIGenerator.Workspaces.Visitors;

namespace AIGenerator.Tests.Workspaces;

public sealed class CurrentUserTests(AccountServices services) : IClassFixture<AccountServices>
{
    [Fact]
    public async Task A_foreign_workspace_is_refused_and_nothing_runs()
    {
        var (mine, theirs) = (await PersonAsync(), await PersonAsync());
        mine.Headers["X-Workspace"] = (await theirs.WhoAmIAsync()).WorkspaceId.ToString();

        var ran = await mine.AskAsync<CurrentUser, bool>(_ => Task.FromResult(true));

        ran.ShouldBeFalse();
        mine.Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("not-an-id")]
    [InlineData("0194e5a0-0000-7000-8000-000000000000")]
    public async Task A_workspace_that_does_not_exist_is_refused_the_same_way(string asked)
    {
        var browser = await PersonAsync();
        browser.Headers["X-Workspace"] = asked;

        (await browser.AskAsync<CurrentUser, bool>(_ => Task.FromResult(true))).ShouldBeFalse();

        browser.Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_member_acts_with_the_role_he_has_there()
    {
        var (owner, guest) = (await PersonAsync(), await PersonAsync());
        var workspace = (await owner.WhoAmIAsync()).WorkspaceId;
        var person = (await guest.WhoAmIAsync()).Id!.Value;
        await services.ExecuteAsync(
            "insert into workspaces.members (workspace_id, user_id, role, joined_at) values ($1, $2, 'Viewer', now())", workspace.Value, person.Value);
        guest.Headers["X-Workspace"] = workspace.ToString();

        var user = await guest.WhoAmIAsync();

        user.Workspace.ShouldBe(workspace);
        user.Role.ShouldBe(WorkspaceRole.Viewer);
    }

    [Fact]
    public async Task A_visitor_comes_back_to_his_workspace()
    {
        var browser = services.NewBrowser();
        (await browser.WhoAmIAsync()).Workspace.ShouldBeNull();

        var workspace = await VisitAsync(browser);

        var user = await browser.WhoAmIAsync();
        user.Workspace.ShouldBe(workspace);
        user.IsSignedIn.ShouldBeFalse();
        (await VisitAsync(browser)).ShouldBe(workspace);
    }

    [Fact]
    public async Task A_tampered_visitor_cookie_is_nobodys()
    {
        var browser = services.NewBrowser();
        var workspace = await VisitAsync(browser);

        foreach (var forged in new[] { workspace.ToString(), browser.Cookies["ag_visitor"][..^2] + "AA", "%%%", new string('a', 5000) })
        {
            browser.Cookies["ag_visitor"] = forged;
            (await browser.WhoAmIAsync()).Workspace.ShouldBeNull();
        }
    }

    [Fact]
    public async Task A_copied_visitor_cookie_is_worthless_after_the_sign_up()
    {
        var browser = services.NewBrowser();
        await VisitAsync(browser);
        var copy = services.NewBrowser();
        copy.Cookies["ag_visitor"] = browser.Cookies["ag_visitor"];

        await browser.RegisterAsync(AccountServices.NewEmail());

        (await copy.WhoAmIAsync()).Workspace.ShouldBeNull();
    }

    [Fact]
    public async Task A_network_makes_only_so_many_visitors_in_an_hour()
    {
        var network = services.NewBrowser();
        for (var i = 0; i < 30; i++)
        {
            network.Cookies.Clear();
            await VisitAsync(network);
        }

        network.Cookies.Clear();
        var refused = await network.AskAsync<IVisitors, Result<WorkspaceId>>(visitors => visitors.EnsureWorkspaceAsync(Ct));
        services.Clock.Advance(TimeSpan.FromMinutes(61));
        var later = await network.AskAsync<IVisitors, Result<WorkspaceId>>(visitors => visitors.EnsureWorkspaceAsync(Ct));

        refused.Ok(out _, out var error).ShouldBeFalse();
        error!.Code.ShouldBe("workspaces.too-many-visitors");
        later.Ok(out _, out _).ShouldBeTrue();
    }

    [Fact]
    public async Task A_visitors_workspace_is_deleted_after_its_day_with_word_to_everybody()
    {
        var browser = services.NewBrowser();
        var workspace = await VisitAsync(browser);
        services.Clock.Advance(TimeSpan.FromHours(25));

        await services.InScopeAsync<VisitorWorkspaces>(visitors => visitors.ExpireAsync(Ct));

        (await services.CountAsync("select count(*) from workspaces.workspaces where id = $1", workspace.Value)).ShouldBe(0);
        (await services.EventsAsync("workspace.deleted", workspace.ToString())).ShouldBe(1);
        (await browser.WhoAmIAsync()).Workspace.ShouldBeNull();
    }

    [Fact]
    public async Task The_list_of_workspaces_pages_and_leaves_visitors_out()
    {
        var visitor = await VisitAsync(services.NewBrowser());
        var first = (await (await PersonAsync()).WhoAmIAsync()).WorkspaceId;
        var second = (await (await PersonAsync()).WhoAmIAsync()).WorkspaceId;

        var all = new List<WorkspaceId>();
        IReadOnlyList<WorkspaceId> page = [];
        do
        {
            WorkspaceId? after = page.Count > 0 ? page[^1] : null;
            page = await services.InScopeAsync<IWorkspaces, IReadOnlyList<WorkspaceId>>(workspaces => workspaces.ListAsync(after, 1, Ct));
            all.AddRange(page);
        }
        while (page.Count > 0);

        all.ShouldContain(first);
        all.ShouldContain(second);
        all.ShouldNotContain(visitor);
        all.ShouldBeUnique();
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<WorkspaceId> VisitAsync(FakeBrowser browser)
    {
        var made = await browser.AskAsync<IVisitors, Result<WorkspaceId>>(visitors => visitors.EnsureWorkspaceAsync(Ct));
        made.Ok(out var workspace, out var refusal).ShouldBeTrue(refusal?.Message);
        return workspace;
    }

    private async Task<FakeBrowser> PersonAsync()
    {
        var browser = services.NewBrowser();
        (await browser.RegisterAsync(AccountServices.NewEmail())).ShouldBeNull();
        return browser;
    }
}
