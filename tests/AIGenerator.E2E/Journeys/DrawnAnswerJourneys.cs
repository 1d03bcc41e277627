using AIGenerator.E2E.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>Pictures as answers in the chat, by keyboard.</summary>
public sealed class DrawnAnswerJourneys(RunningProduct product)
{
    [Theory]
    [EveryScreen]
    public async Task A_command_has_a_message_drawn_and_the_picture_stays(string language, int width)
    {
        var (command, wish) = language == "uk" ? ("зображення", "Рудий лис у снігу") : ("image", "A red fox in the snow");
        await using var visit = await Visit.StartAsync(product, language, width);
        var (page, keyboard) = (visit.Page, visit.Page.Keyboard);
        await visit.SignUpAsync(language);
        await page.GotoAsync($"/{language}/chat");
        await page.WaitForFunctionAsync("() => customElements.get('chat-page') && customElements.get('composer-targets')");
        await page.Locator("#prompt").FocusAsync();
        await keyboard.TypeAsync($"/{command[..3]}");
        await Expect(page.Locator("#suggestions [role=option]").First).ToContainTextAsync($"/{command}");
        await keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-part=once]")).ToBeVisibleAsync();
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("");
        await keyboard.TypeAsync(wish);
        await Expect(page.Locator("[data-part=price]")).ToBeVisibleAsync();
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"drawn-wish-{language}-{width}");
        await keyboard.PressAsync("Enter");

        var picture = page.LastAnswer().Locator(".drawn img");
        await Expect(picture).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await page.AnswerShouldBeDoneAsync();
        await Expect(picture).ToHaveAttributeAsync("alt", wish);
        await page.WaitForFunctionAsync("() => document.querySelector('.drawn img').naturalWidth > 500");
        await Expect(page.LastAnswer().Locator("a[download]")).ToHaveCountAsync(1);
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"drawn-answer-{language}-{width}");
        await picture.ClickAsync();
        await Expect(page.Locator("dialog.picture[open] h2")).ToHaveTextAsync(wish);
        await page.WaitForFunctionAsync("() => document.querySelector('dialog.picture img').naturalWidth > 500");
        await visit.ShouldBeAccessibleAsync();
        await keyboard.PressAsync("Escape");
        await Expect(page.Locator("dialog.picture[open]")).ToHaveCountAsync(0);

        await page.ReloadAsync();
        await page.ReadyAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('.drawn img')?.naturalWidth > 500");
        await page.LastAnswer().Locator("button[popovertarget^=again-menu]").ClickAsync();
        await page.Locator("[data-do=again][data-wish=plain]:visible").ClickAsync();
        await Expect(page.LastAnswer().Locator(".drawn img")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await page.AnswerShouldBeDoneAsync();
        await Expect(page.LastAnswer()).ToContainTextAsync("2/2");

        // Typed whole, as in other products; the next message is answered in words again.
        await page.Locator("#prompt").FocusAsync();
        await keyboard.TypeAsync("/image A hill");
        await Expect(page.Locator("[data-part=once]")).ToBeVisibleAsync();
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("A hill");
        await keyboard.PressAsync("Enter");
        await Expect(page.Locator(".chat-messages .drawn img")).ToHaveCountAsync(2, new() { Timeout = 30_000 });
        await page.AnswerShouldBeDoneAsync();
        await page.AskAsync("Thank you");
        await page.AnswerShouldBeDoneAsync();
        await Expect(page.LastAnswer().Locator(".drawn")).ToHaveCountAsync(0);
        await page.GotoAsync($"/{language}/images");
        await Expect(page.Locator(".batch .tile img")).ToHaveCountAsync(3);
        visit.ShouldBeClean();
    }
}
