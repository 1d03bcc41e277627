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

    [Theory]
    [InlineData("en", 1440)]
    [InlineData("uk", 390)]
    public async Task What_is_being_made_is_seen_and_stopped_and_its_owner_orders_it_again(string language, int width)
    {
        await using var owner = await Visit.StartAsync(product, language, width);
        var email = await owner.SignUpAsync(language);
        await using var visit = await Visit.StartAsync(product, language, width, state: await product.AdministratorAsync());
        var page = visit.Page;
        await product.GrantAsync(email, 20_000);
        await OrderAsync(owner.Page, "A lighthouse sim:filter");
        var slow = await OrderAsync(owner.Page, "A harbour sim:silence");

        await owner.Page.AnsweredAsync($"/api/images/{slow}", "answer.stage === 'submitting'");
        await page.GotoAsync($"/{language}/admin/generations?named={slow}");
        var row = page.Locator($"tr[data-generation='{slow}']");
        await Expect(row).ToContainTextAsync("openrouter");
        await page.ShootAsync($"admin-generations-{language}-{width}");
        await row.Locator("button[data-dialog]").ClickAsync();
        await Expect(row.Locator("dialog")).ToBeVisibleAsync();
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"admin-generations-actions-{language}-{width}");
        await row.Locator("form[action*=cancellation] button").ClickAsync();
        await Expect(page.Locator("toast-region")).ToContainTextAsync(language == "uk" ? "Запит на скасування передано" : "The stop was passed on");
        await owner.Page.AnsweredAsync($"/api/images/{slow}", "answer.state === 'canceled'");
        await page.GotoAsync($"/{language}/admin/generations?state=canceled&named={slow}");
        await Expect(page.Locator($"tr[data-generation='{slow}']")).ToHaveCountAsync(1);

        await page.GotoAsync($"/{language}/admin/generations?state=failed");
        await Expect(page.Locator("table").First).ToContainTextAsync("provider.moderated");
        await page.ShootAsync($"admin-generations-failed-{language}-{width}");

        // On a screen as long as the page nothing lies under the bars, whose cover axe would take for a target that is too small.
        await page.SetViewportSizeAsync(width, Math.Max(844, await page.EvaluateAsync<int>("() => document.documentElement.scrollHeight")));
        await visit.ShouldBeAccessibleAsync();
        (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0, "sideways scrolling");
        await page.ShootAsync($"admin-generations-list-{language}-{width}");

        await owner.Page.GotoAsync($"/{language}/wallet");
        await owner.Page.WaitForFunctionAsync("() => customElements.get('job-tray')");
        await owner.Page.Locator(".tray-button").ClickAsync();
        await Expect(owner.Page.Locator("[data-call*=repetition]")).ToHaveCountAsync(2);
        await owner.ShouldBeAccessibleAsync();
        await owner.Page.ShootAsync($"tray-failed-{language}-{width}");
        await owner.Page.Locator("[data-call*=repetition]").First.ClickAsync();
        await Expect(owner.Page.Locator("[data-call*=repetition]")).ToHaveCountAsync(3);
        owner.ShouldBeClean();
        visit.ShouldBeClean();
    }

    private static Task<string> OrderAsync(Microsoft.Playwright.IPage page, string prompt) => page.EvaluateAsync<string>(
        """
        async prompt => {
          const answer = await fetch('/api/images', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ model: 'flux-2-pro', prompt }) });
          return (await answer.json()).id;
        }
        """,
        prompt);
}
