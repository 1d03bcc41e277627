using System.Net;
using AIGenerator.Accounts;
using AIGenerator.Tests.Accounts;
using Microsoft.Extensions.DependencyInjection;
using static AIGenerator.Tests.Accounts.PageForms;

namespace AIGenerator.Tests.Wallet;

public sealed class AdminWalletPageTests(AccountsApp app) : IClassFixture<AccountsApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_amount_under_a_booked_key_is_not_booked()
    {
        using var browser = app.Browser();
        var email = await browser.RegisterAsync();
        await app.GreetedAsync();
        await using var scope = app.Scope();
        var claim = await scope.ServiceProvider.GetRequiredService<IAdministratorClaim>().CreateLinkPathAsync(Ct);
        using var claimed = await browser.SubmitAsync("/en" + claim, Values());
        var page = await browser.OpenAsync($"/en/admin/wallet?find={Uri.EscapeDataString(email)}");
        var form = page.QuerySelector(".wallet-adjust")!.GetAttribute("action")!;

        using var booked = await browser.SubmitAsync(form, Values(("amount", "5"), ("reason", "below"), ("key", email)), form);
        using var other = await browser.SubmitAsync(form, Values(("amount", "6"), ("reason", "below"), ("key", email)), form);
        var refused = await ReadAsync(other);

        booked.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.QuerySelector(".wallet-adjust")!.TextContent.ShouldContain("booked before, with another amount");
        refused.QuerySelector(".wallet-adjust input[name=key]")!.GetAttribute("value").ShouldNotBe(email);
    }
}
