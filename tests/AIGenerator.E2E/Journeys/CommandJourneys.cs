using System.Text.RegularExpressions;
using AIGenerator.E2E.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>The commands at a slash, by keyboard alone.</summary>
public sealed class CommandJourneys(RunningProduct product)
{
    [Theory]
    [EveryScreen]
    public async Task Translate_asks_for_a_language_and_takes_the_text_or_the_last_answer(string language, int width)
    {
        var (command, typed, wording, ofLast) = language == "uk"
            ? ("перекласти", "нім", "Переклади німецькою", "Переклади свою останню відповідь німецькою.")
            : ("translate", "ger", "Translate into German", "Translate your last answer into German.");
        await using var visit = await BeginAsync(language, width);
        var (page, keyboard) = (visit.Page, visit.Page.Keyboard);
        var options = page.Locator("#suggestions [role=option]");
        await page.Locator("#prompt").FillAsync("Good morning, Lviv");
        await keyboard.PressAsync("Home");
        await keyboard.TypeAsync("/");
        await Expect(options.First).ToContainTextAsync($"/{command}");
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"commands-{language}");
        await keyboard.TypeAsync(command[..3]);
        await Expect(options).ToHaveCountAsync(1);
        await keyboard.PressAsync("Enter");
        await Expect(options).Not.ToHaveCountAsync(1);
        await keyboard.TypeAsync(typed);
        await Expect(options).ToHaveCountAsync(1);
        await keyboard.PressAsync("Tab");
        var text = await page.Locator("#prompt").InputValueAsync();
        Assert.StartsWith(wording, text, StringComparison.Ordinal);
        Assert.EndsWith(":\n\nGood morning, Lviv", text, StringComparison.Ordinal);
        await keyboard.PressAsync("Enter");
        await page.AnswerShouldBeDoneAsync();

        // Without a text it is about the answer above; the English name works in every language.
        await page.Locator("#prompt").FillAsync("");
        await keyboard.TypeAsync($"/translate {typed}");
        await Expect(options).ToHaveCountAsync(1);
        await keyboard.PressAsync("Enter");
        await Expect(page.Locator("#prompt")).ToHaveValueAsync(ofLast);

        // A text that names no language waits for one; a command typed whole becomes its wording at once.
        await page.Locator("#prompt").FillAsync("");
        await keyboard.TypeAsync("/translate Dear friends, welcome");
        await Expect(options.First).ToBeVisibleAsync();
        await keyboard.PressAsync("Enter");
        await Expect(page.Locator("#prompt")).ToHaveValueAsync(new Regex(@"^[^/][\s\S]*\n\nDear friends, welcome$"));
        await page.Locator("#prompt").FillAsync("");
        await keyboard.TypeAsync("/summarize The whole story");
        await Expect(page.Locator("#prompt")).ToHaveValueAsync(new Regex(@"^[^/][\s\S]*\n\nThe whole story$"));
        visit.ShouldBeClean();
    }

    [Theory]
    [EveryScreen]
    public async Task Commands_press_what_the_page_has(string language, int width)
    {
        await using var visit = await BeginAsync(language, width);
        var (page, keyboard) = (visit.Page, visit.Page.Keyboard);
        var options = page.Locator("#suggestions [role=option]");

        // A chat that is not there yet can be temporary and cannot be shared.
        await page.Locator("#prompt").FocusAsync();
        await keyboard.TypeAsync("/sha");
        await Expect(page.Locator("#suggestions")).ToBeHiddenAsync();
        await page.Locator("#prompt").FillAsync("");
        await keyboard.TypeAsync("/tempo");
        await Expect(options).ToHaveCountAsync(1);
        await keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-do=temporary]")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("");
        await keyboard.TypeAsync("/tempo");
        await keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-do=temporary]")).ToHaveAttributeAsync("aria-pressed", "false");

        await keyboard.TypeAsync("/model");
        await keyboard.PressAsync("Enter");
        await Expect(page.Locator("dialog.picker")).ToBeVisibleAsync();
        await keyboard.PressAsync("Escape");
        await Expect(page.Locator("dialog.picker")).Not.ToBeVisibleAsync();

        // What only looks like a command is a message.
        await page.Locator("#prompt").FocusAsync();
        await keyboard.TypeAsync("/usr/bin");
        await Expect(page.Locator("#suggestions")).ToBeHiddenAsync();
        await keyboard.PressAsync("Enter");
        await page.AnswerShouldBeDoneAsync();
        await Expect(page.Locator("article.question")).ToContainTextAsync("/usr/bin");

        await keyboard.TypeAsync("/share");
        await keyboard.PressAsync("Enter");
        await Expect(page.Locator("dialog#share")).ToBeVisibleAsync();
        await keyboard.PressAsync("Escape");
        await page.Locator("#prompt").FocusAsync();
        await keyboard.TypeAsync("/export");
        var download = page.WaitForDownloadAsync();
        await keyboard.PressAsync("Enter");
        (await download).SuggestedFilename.ShouldEndWith(".md");
        await Expect(page.Locator(".gauge-button")).ToBeVisibleAsync();
        await keyboard.TypeAsync("/compact");
        await keyboard.PressAsync("Enter");
        await Expect(page.Locator(".context-panel")).ToBeVisibleAsync();
        await keyboard.PressAsync("Escape");
        await page.Locator("#prompt").FocusAsync();
        var original = page.Url;
        await keyboard.TypeAsync("/fork");
        await keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => url != original && url.Contains("/chat/", StringComparison.Ordinal));
        await page.Locator($"chat-page[data-chat='{page.Url.Split('/')[^1]}']").WaitForAsync();
        await Expect(page.Locator("article.question")).ToContainTextAsync("/usr/bin");
        await page.Locator("#prompt").FocusAsync();
        await keyboard.TypeAsync("/new");
        await keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"**/{language}/chat");
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("");
        visit.ShouldBeClean();
    }

    /// <summary>Somebody with an account, before a new chat.</summary>
    private async Task<Visit> BeginAsync(string language, int width)
    {
        var visit = await Visit.StartAsync(product, language, width);
        await visit.SignUpAsync(language);
        await visit.Page.GotoAsync($"/{language}/chat");
        await visit.Page.ReadyAsync();
        return visit;
    }
}
