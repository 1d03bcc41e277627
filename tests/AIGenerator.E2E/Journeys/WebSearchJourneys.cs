using AIGenerator.E2E.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>Answers from a search of the web.</summary>
public sealed class WebSearchJourneys(RunningProduct product)
{
    [Theory]
    [EveryScreen]
    public async Task An_answer_from_the_web_is_priced_before_and_cites_its_sources(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        await page.GotoAsync($"/{language}/chat");
        await page.ChooseModelAsync(Journey.Simulated);
        var toggle = page.Locator("[data-part=web]");
        await Expect(toggle).ToHaveAttributeAsync("aria-pressed", "false");
        await toggle.FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await Expect(toggle).ToHaveAttributeAsync("aria-pressed", "true");

        await page.Locator("textarea[name=message]").FillAsync("How high is the tower? sim:cite sim:tokens=20");
        await Expect(page.Locator("[data-part=price]")).ToContainTextAsync("80");
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"web-asking-{language}");
        await page.Keyboard.PressAsync("Tab");
        await page.Locator("textarea[name=message]").PressAsync("Enter");
        await page.AnswerShouldBeDoneAsync();

        await Expect(page.LastAnswer().Locator("a.cite").First).ToHaveAttributeAsync("href", "https://www.example.com/all?x=1&y=2");
        await Expect(page.LastAnswer().Locator(".sources a.source").First).ToContainTextAsync("All about How high is the tower?");
        await Expect(page.LastAnswer().Locator(".sources")).ToContainTextAsync("<img src=x onerror=alert(2)> A forum");
        await Expect(page.LastAnswer()).ToContainTextAsync("80");
        await page.ShootAsync($"web-answer-{language}");
        await page.ReloadAsync();
        await Expect(page.LastAnswer().Locator(".sources a.source")).ToHaveCountAsync(4);
        await Expect(toggle).ToHaveAttributeAsync("aria-pressed", "true");
        await visit.ShouldBeAccessibleAsync();
        (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0);
        visit.ShouldBeClean();
    }
}
