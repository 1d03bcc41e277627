using AIGenerator.E2E.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>Somebody who has no account.</summary>
public sealed class VisitorJourneys(RunningProduct product)
{
    [Theory]
    [InlineData("en", 1440)]
    [InlineData("uk", 390)]
    public async Task A_visitor_asks_on_the_start_page_and_is_answered_there(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        await visit.Page.GotoAsync("/");
        await Expect(visit.Page).ToHaveURLAsync(new Uri(product.Address, language).AbsoluteUri);
        await visit.ShouldBeAccessibleAsync();

        await visit.Page.Locator("#prompt-box").FillAsync("12 * 12");
        await visit.Page.Locator("prompt-box button[type=submit]").ClickAsync();

        await Expect(visit.Page.Locator("prompt-box")).ToContainTextAsync("144", new() { Timeout = 30_000 });
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task Public_pages_can_be_read_without_script()
    {
        await using var visit = await Visit.StartAsync(product, script: false);

        foreach (var path in new[] { "/en", "/uk", "/en/pricing", "/en/login", "/en/register" })
        {
            await visit.Page.GotoAsync(path);
            await Expect(visit.Page.Locator("h1")).ToHaveCountAsync(1);
            await Expect(visit.Page.Locator("h1")).Not.ToBeEmptyAsync();
        }

        visit.ShouldBeClean();
    }

    [Fact]
    public async Task Language_and_theme_follow_the_choice()
    {
        await using var visit = await Visit.StartAsync(product);
        await visit.Page.GotoAsync("/en/pricing");

        await visit.Page.Locator("form[action*='preferences/theme'] button[value=light]").First.EvaluateAsync("b => b.click()");
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
        await visit.Page.ReloadAsync();
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");

        await visit.Page.Locator("form[action*='preferences/language'] button[value=uk]").First.EvaluateAsync("b => b.click()");
        await visit.Page.WaitForURLAsync("**/uk/pricing");
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", "uk");
        await visit.Page.GotoAsync("/pricing");
        await Expect(visit.Page).ToHaveURLAsync(new Uri(product.Address, "/uk/pricing").AbsoluteUri);
        visit.ShouldBeClean();
    }
}
