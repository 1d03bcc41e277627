using AIGenerator.E2E.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>What a model remembers of a chat: instructions, the gauge, where memory begins, summaries; and chats that nobody remembers.</summary>
public sealed class ContextJourneys(RunningProduct product)
{
    [Theory]
    [EveryScreen]
    public async Task Instructions_are_written_before_the_first_message_and_changed_by_keyboard_later(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        await page.GotoAsync($"/{language}/chat");
        await page.ChooseModelAsync(Journey.Simulated);
        await page.ShootAsync($"start-{language}");

        await page.Locator(".chat-starter[data-do=chat-settings]").ClickAsync();
        await Expect(page.Locator("#chat-settings")).ToBeVisibleAsync();
        await page.Locator("#chat-instructions").FillAsync("You are a patient teacher.");
        await page.Locator("#chat-settings .segment").Nth(0).ClickAsync();
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"settings-{language}");
        await page.Locator("#chat-settings [type=submit][form]").ClickAsync();
        await Expect(page.Locator("[data-part=settings-mark]")).ToBeVisibleAsync();

        await page.AskAsync("Hello sim:tokens=10");
        await page.AnswerShouldBeDoneAsync();

        // The menu, the dialog and saving, without a pointer.
        await page.Locator("[popovertarget=chat-menu]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#chat-menu [data-dialog=share]")).ToBeFocusedAsync();
        await page.Locator("#chat-menu [data-do=chat-settings]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#chat-instructions")).ToBeFocusedAsync();
        await Expect(page.Locator("#chat-instructions")).ToHaveValueAsync("You are a patient teacher.");
        await Expect(page.Locator("#chat-settings input[value=precise]")).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.TypeAsync(" Be brief.");
        await page.TabToAsync("#chat-settings [type=submit][form]");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#chat-settings")).Not.ToBeVisibleAsync();

        await page.ReloadAsync();
        await page.ChooseModelAsync("built-in");
        await page.Locator("[popovertarget=chat-menu]").ClickAsync();
        await page.Locator("#chat-menu [data-do=chat-settings]").ClickAsync();
        await Expect(page.Locator("#chat-instructions")).ToHaveValueAsync("You are a patient teacher. Be brief.");
        await Expect(page.Locator("#chat-settings input[value=precise]")).ToBeDisabledAsync();
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"settings-closed-{language}");
        visit.ShouldBeClean();
    }

    [Theory]
    [EveryScreen]
    public async Task The_gauge_fills_memory_begins_later_and_a_summary_keeps_the_gist(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        await page.GotoAsync($"/{language}/chat");
        await page.ChooseModelAsync(Journey.Simulated);
        await Expect(page.Locator(".gauge-button")).Not.ToBeVisibleAsync();

        await page.AskAsync($"The code word is swordfish {Filling} sim:tokens=20 sim:rate=0");
        await page.AnswerShouldBeDoneAsync();
        await Expect(page.Locator(".gauge-button")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-part=percent]")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^4[0-9]"));
        await page.Locator(".gauge-button").ClickAsync();
        await Expect(page.Locator("[data-part=compact]")).ToBeVisibleAsync();
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"gauge-{language}");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".context-panel")).Not.ToBeVisibleAsync();

        await AskAndWaitAsync(page, $"Second {Filling} sim:tokens=20 sim:rate=0", 2);
        await AskAndWaitAsync(page, $"Third {Filling} sim:tokens=20 sim:rate=0", 3);
        await Expect(page.Locator(".gauge-button[data-level=full]")).ToBeVisibleAsync();
        var notice = page.Locator(".memory-begins");
        await Expect(notice).ToHaveCountAsync(1);
        await notice.ScrollIntoViewIfNeededAsync();
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"notice-{language}");

        // Another model remembers all of it.
        await page.ChooseModelAsync("built-in");
        await Expect(notice).ToHaveCountAsync(0);
        await page.ChooseModelAsync(Journey.Simulated);
        await Expect(notice).ToHaveCountAsync(1);

        await notice.Locator("[data-do=context]").ClickAsync();
        await Expect(page.Locator("[data-part=compact]")).ToBeVisibleAsync();
        await Expect(page.Locator(".context-panel")).ToBeFocusedAsync();
        await Expect(page.Locator("[data-part=compact]")).Not.ToHaveAttributeAsync("aria-disabled", "true");
        await page.ShootAsync($"full-{language}");
        await page.Locator("[data-part=compact]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var card = page.Locator("article.summary");
        await Expect(card.Locator(".summary-note")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(notice).ToHaveCountAsync(0);
        await Expect(card.Locator(".prose")).Not.ToBeVisibleAsync();
        await card.ScrollIntoViewIfNeededAsync();
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"summary-{language}");
        await card.Locator(".summary-card > summary").ClickAsync();
        await Expect(card.Locator(".prose")).ToBeVisibleAsync();
        await page.ShootAsync($"summary-open-{language}");
        await Expect(page.Locator("article.question")).ToHaveCountAsync(3);

        await AskAndWaitAsync(page, "Go on sim:tokens=5", 4);
        await card.Locator("[data-do=drop-summary]").ClickAsync();
        await Expect(card).ToHaveCountAsync(0);
        await Expect(notice).ToHaveCountAsync(1);
        await page.Locator(".toast button").First.ClickAsync();
        await Expect(card).ToHaveCountAsync(1);
        await Expect(notice).ToHaveCountAsync(0);
        await page.ReloadAsync();
        await Expect(card).ToHaveCountAsync(1);
        (await WiderThanThePageAsync(page)).ShouldBeEmpty();
        visit.ShouldBeClean();
    }

    [Theory]
    [EveryScreen]
    public async Task A_temporary_chat_survives_a_reload_is_kept_or_ended(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        await StartTemporaryAsync(page, language);
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"temporary-new-{language}");
        await page.AskAsync("Just between us sim:tokens=10");
        await page.AnswerShouldBeDoneAsync();

        await page.ReloadAsync();
        await Expect(page.Locator(".temporary-strip")).ToBeVisibleAsync();
        await Expect(page.Locator("article.question")).ToHaveCountAsync(1);
        await Expect(page.Locator(".chat-row[data-chat]")).ToHaveCountAsync(0);
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"temporary-{language}");
        await page.Locator("[data-do=keep-chat]").ClickAsync();
        await Expect(page.Locator(".temporary-strip")).Not.ToBeVisibleAsync();
        await Expect(page.Locator(".chat-row[data-chat]")).ToHaveCountAsync(1);

        await StartTemporaryAsync(page, language);
        await page.AskAsync("To be forgotten sim:tokens=10");
        await page.AnswerShouldBeDoneAsync();
        var address = page.Url;
        await page.Locator("[data-do=end-chat]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"**/{language}/chat");
        await Expect(page.Locator("chat-page[data-empty]")).ToBeVisibleAsync();
        await Expect(page.Locator(".chat-row[data-chat]")).ToHaveCountAsync(1);
        var gone = await page.GotoAsync(address);
        gone!.Status.ShouldBe(404);
        visit.ShouldBeClean("status of 404");
    }

    // A good third of the simulated model's memory: digits cost the most for their length.
    private static readonly string Filling = string.Join(' ', Enumerable.Repeat("7777777777", 520));

    private static async Task StartTemporaryAsync(IPage page, string language)
    {
        await page.GotoAsync($"/{language}/chat");
        await page.ChooseModelAsync(Journey.Simulated);
        await page.Locator(".chat-starter[data-do=temporary]").ClickAsync();
        await Expect(page.Locator(".temporary-strip")).ToBeVisibleAsync();
    }

    private static async Task AskAndWaitAsync(IPage page, string message, int answers)
    {
        await page.AskAsync(message);
        await Expect(page.Locator("article.answer")).ToHaveCountAsync(answers);
        await page.AnswerShouldBeDoneAsync();
    }

    private static Task<string[]> WiderThanThePageAsync(IPage page) => page.EvaluateAsync<string[]>(
        """
        () => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
          .filter(element => element.checkVisibility() && element.getBoundingClientRect().right > innerWidth)
          .map(element => `${element.tagName}.${element.className} ${Math.round(element.getBoundingClientRect().right)}`)
        """);
}
