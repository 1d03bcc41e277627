using AIGenerator.E2E.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>The person who runs the installation.</summary>
public sealed class AdministratorJourneys(RunningProduct product)
{
    [Fact]
    public async Task A_wallet_is_found_by_its_owners_address_and_its_correction_shows_at_the_owners()
    {
        await using var owner = await Visit.StartAsync(product);
        var email = await owner.SignUpAsync();
        await using var visit = await Visit.StartAsync(product, state: await product.AdministratorAsync());
        var page = visit.Page;

        await page.GotoAsync("/en/admin/wallet");
        await page.Locator("input[name=find]").FillAsync(email);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".wallet-owner")).ToContainTextAsync(email);
        await page.Locator("input[name=amount]").FillAsync("400");
        await page.Locator("input[name=reason]").FillAsync("For a talk at school");
        await page.Locator(".wallet-adjust button[type=submit]").ClickAsync();

        await Expect(page.Locator("table")).ToContainTextAsync("For a talk at school");
        await Expect(owner.Page.Locator(".balance-chip [data-amount]")).ToHaveTextAsync("500");
        visit.ShouldBeClean();
        owner.ShouldBeClean();
    }
}
