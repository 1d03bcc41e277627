using System.Net;
using AIGenerator.Accounts;
using AIGenerator.Tests.Accounts;
using Microsoft.Extensions.DependencyInjection;
using static AIGenerator.Tests.Accounts.PageForms;

namespace AIGenerator.Tests.Web;

/// <summary>Addresses that somebody has broken open their page all the same.</summary>
public sealed class BrokenAddressTests(AccountsApp app) : IClassFixture<AccountsApp>
{
    [Theory]
    [InlineData("/en/chat?message=abc")]
    [InlineData("/en/wallet?before=abc")]
    [InlineData("/en/wallet?before=-99999999999999999999")]
    [InlineData("/en/wallet?before=1&before=x")]
    public async Task A_place_that_cannot_be_read_is_ignored(string address)
    {
        using var browser = app.Browser();
        await browser.RegisterAsync();

        using var page = await browser.GetAsync(address, TestContext.Current.CancellationToken);

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nor_does_it_break_the_operators_page()
    {
        using var browser = app.Browser();
        await browser.RegisterAsync();
        await app.GreetedAsync();
        await using var scope = app.Scope();
        var claim = await scope.ServiceProvider.GetRequiredService<IAdministratorClaim>().CreateLinkPathAsync(TestContext.Current.CancellationToken);
        (await browser.SubmitAsync("/en" + claim, Values())).Dispose();

        using var page = await browser.GetAsync("/en/admin/wallet?before=abc", TestContext.Current.CancellationToken);

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
