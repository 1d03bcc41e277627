using System.Globalization;
using System.Text.RegularExpressions;
using AIGenerator.Billing;
using AIGenerator.Billing.Pages;
using AIGenerator.Billing.Plans;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Tests.Infrastructure;
using AIGenerator.Tests.Wallet;
using AIGenerator.Ui;
using AIGenerator.Wallet.Entries;
using AIGenerator.Wallet.Pages;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Tests.Billing;

/// <summary>The pages' own markup, without the layout.</summary>
public sealed partial class MoneyPagesTests(MoneyPagesTests.World world) : IClassFixture<MoneyPagesTests.World>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("uk")]
    [InlineData("en")]
    public async Task Pricing_shows_every_plan_and_what_it_holds(string language)
    {
        var page = await RenderAsync<PricingPage>(language, _ => { });

        page.QuerySelectorAll(".pricing-plan").Length.ShouldBe(4);
        page.QuerySelectorAll(".pricing-plan a").Select(link => link.GetAttribute("href")).ShouldBe(["/register"]);
        page.QuerySelectorAll("details").Length.ShouldBe(7);
        UnknownKeys(page.DocumentElement.TextContent).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("uk")]
    [InlineData("en")]
    public async Task The_wallet_page_shows_lots_and_receipts(string language)
    {
        var workspace = await world.NewWorkspaceWithAsync(100, world.Clock.GetUtcNow().AddDays(3));
        var hold = world.NewId();
        await world.HoldAsync(workspace, hold, 60);
        await world.SettleAsync(hold, 25);

        var page = await RenderAsync<WalletPage>(language, user => SignIn(user, workspace));

        var rows = page.QuerySelectorAll("tbody tr");
        rows.Length.ShouldBe(3);
        rows[1].TextContent.ShouldContain("25");
        rows[1].QuerySelector(".wallet-receipt")!.TextContent.ShouldContain("60");
        rows[1].QuerySelector(".wallet-receipt")!.TextContent.ShouldContain("35");
        UnknownKeys(page.DocumentElement.TextContent).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("uk")]
    [InlineData("en")]
    public async Task The_balances_panel_adds_up_lots_and_what_today_cost(string language)
    {
        var end = world.Clock.GetUtcNow().AddDays(3);
        var workspace = await world.NewWorkspaceWithAsync(100, end);
        await world.GrantAsync(workspace, 20);
        await world.GrantAsync(workspace, 30);
        foreach (var cost in new[] { 25L, 10L })
        {
            var hold = world.NewId();
            await world.HoldAsync(workspace, hold, 40);
            await world.SettleAsync(hold, cost);
        }

        var panel = await RenderAsync<WalletSummary>(language, user => SignIn(user, workspace));

        panel.QuerySelectorAll(".wallet-panel-lots .num").Select(amount => amount.TextContent).ShouldBe(["65", "50"]);
        panel.QuerySelectorAll(".wallet-panel-lots time").Length.ShouldBe(1);
        panel.QuerySelector(".wallet-panel-facts dd")!.TextContent.ShouldBe("35");
        UnknownKeys(panel.DocumentElement.TextContent).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("uk")]
    [InlineData("en")]
    public async Task The_administrators_page_says_whether_the_books_balance(string language)
    {
        var workspace = await world.NewWorkspaceWithAsync(100);
        var before = await RenderAsync<AdminWalletPage>(language, user => SignIn(user, workspace));
        await world.ExecuteAsync("update wallet.wallets set balance = 99 where workspace_id = $1", workspace.Value);
        var after = await RenderAsync<AdminWalletPage>(language, user => SignIn(user, workspace));
        await world.ExecuteAsync("update wallet.wallets set balance = 100 where workspace_id = $1", workspace.Value);

        before.QuerySelectorAll("tbody tr").ShouldBeEmpty();
        after.QuerySelectorAll("tbody tr").Select(row => row.QuerySelectorAll("td")[1].TextContent.Trim()).ShouldBe(["ledger", "last-entry", "lots"], ignoreOrder: true);
        UnknownKeys(after.DocumentElement.TextContent).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_statement_goes_on_where_its_last_page_ended()
    {
        var workspace = world.NewWorkspace();
        for (var i = 1; i <= ListEntries.PageSize + 5; i++)
        {
            await world.GrantAsync(workspace, i);
        }

        var first = await world.InScopeAsync<ListEntries, StatementPage>(list => list.RunAsync(workspace, before: (long?)null, Ct));
        var second = await world.InScopeAsync<ListEntries, StatementPage>(list => list.RunAsync(workspace, first.Next, Ct));

        first.Lines.Concat(second.Lines).Select(line => line.Amount.Value).ShouldBe(Enumerable.Range(1, ListEntries.PageSize + 5).Reverse().Select(i => (long)i));
        second.Next.ShouldBeNull();
    }

    [Fact]
    public async Task The_number_of_answers_never_promises_more_than_the_plan_holds()
    {
        await world.InScopeAsync<AnswerExamples>(answers =>
        {
            foreach (var example in answers.List())
            {
                foreach (var plan in new[] { PlanCatalogue.Free, new Plan("big", "Big", new Credits(1_000_000), 1, "USD", true, false, false, 10) })
                {
                    ((example.CountIn(plan) ?? 0) * example.Cost.Value).ShouldBeLessThanOrEqualTo(plan.Credits.Value);
                }
            }

            return Task.CompletedTask;
        });
    }

    private void SignIn(CurrentUser user, WorkspaceId workspace)
    {
        user.SignedIn(new UserId(world.NewId()), "Test", isAdministrator: true);
        user.ActsFor(workspace, WorkspaceRole.Admin);
    }

    private async Task<AngleSharp.Html.Dom.IHtmlDocument> RenderAsync<TPage>(string language, Action<CurrentUser> signIn)
        where TPage : IComponent
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        await using var scope = world.Scope();
        signIn(scope.ServiceProvider.GetRequiredService<CurrentUser>());
        if (scope.ServiceProvider.GetService<NavigationManager>() is IHostEnvironmentNavigationManager navigation)
        {
            navigation.Initialize("http://localhost/", "http://localhost/page");
        }

        await using var renderer = new HtmlRenderer(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TPage>()).ToHtmlString());
        return await new HtmlParser().ParseDocumentAsync(html, Ct);
    }

    private static IEnumerable<string> UnknownKeys(string text) => Key().Matches(text).Select(match => match.Value);

    [GeneratedRegex(@"\b(wallet|billing|errors|ui)\.[a-z]+[a-z.-]*\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();

    public sealed class World(TestPostgres server) : WalletWorld(server)
    {
        protected override void Configure(IServiceCollection services)
        {
            services.AddUi();
            services.AddSingleton<IWebHostEnvironment>(new NoFiles());
        }
    }

    private sealed class NoFiles : IWebHostEnvironment
    {
        public string WebRootPath { get; set; } = "";

        public IFileProvider WebRootFileProvider { get; set; } = new NullFileProvider();

        public string ApplicationName { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();

        public string ContentRootPath { get; set; } = "";

        public string EnvironmentName { get; set; } = "";
    }
}
