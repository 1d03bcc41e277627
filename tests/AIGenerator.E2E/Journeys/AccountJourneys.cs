using AIGenerator.E2E.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>Signing up, in and out.</summary>
public sealed class AccountJourneys(RunningProduct product)
{
    [Fact]
    public async Task A_wrong_password_says_so_keeps_the_address_and_reveals_nothing()
    {
        await using var visit = await Visit.StartAsync(product);
        await visit.Page.GotoAsync("/en/login");
        await visit.ShouldBeAccessibleAsync();

        await visit.Page.Locator("input[name=email]").FillAsync("nobody@example.com");
        await visit.Page.Locator("input[name=password]").FillAsync("not the password");
        await visit.Page.Locator("form:has(input[name=password]) button[type=submit]").ClickAsync();

        await Expect(visit.Page.Locator("main")).ToContainTextAsync("password is wrong");
        await Expect(visit.Page.Locator("input[name=email]")).ToHaveValueAsync("nobody@example.com");
        await visit.ShouldBeAccessibleAsync();
        visit.ShouldBeClean("422");
    }

    [Fact]
    public async Task A_protected_page_leads_through_sign_in_and_back()
    {
        await using var visit = await Visit.StartAsync(product);
        var email = await visit.SignUpAsync();
        await visit.Page.Context.ClearCookiesAsync();

        await visit.Page.GotoAsync("/en/wallet");
        await visit.Page.WaitForURLAsync("**/en/login?**");
        await visit.Page.Locator("input[name=email]").FillAsync(email);
        await visit.Page.Locator("input[name=password]").FillAsync(Journey.Password);
        await visit.Page.Locator("form:has(input[name=password]) button[type=submit]").ClickAsync();

        await visit.Page.WaitForURLAsync("**/en/wallet");
        await Expect(visit.Page.Locator("main")).ToContainTextAsync("100");
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task Pages_of_a_signed_in_person_have_no_accessibility_findings()
    {
        await using var visit = await Visit.StartAsync(product);
        await visit.SignUpAsync();

        foreach (var path in new[] { "/en", "/en/chat", "/en/wallet", "/en/pricing", "/en/settings", "/en/settings/appearance", "/en/settings/security", "/en/settings/data", "/dev/ui" })
        {
            await visit.Page.GotoAsync(path);
            await visit.ShouldBeAccessibleAsync();
        }

        visit.ShouldBeClean();
    }
}
