using AIGenerator.E2E.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>Somebody without a mouse.</summary>
public sealed class KeyboardJourneys(RunningProduct product)
{
    [Fact]
    public async Task From_the_start_page_to_an_answer_to_the_settings_and_out_without_a_pointer()
    {
        await using var visit = await Visit.StartAsync(product);
        var (page, keyboard) = (visit.Page, visit.Page.Keyboard);
        await page.GotoAsync("/en");
        await page.WaitForFunctionAsync("() => customElements.get('drop-menu') && customElements.get('command-palette')");

        await page.TabToAsync("header a[href$='/register']");
        await keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/en/register");
        await Expect(page.Locator("input[name=email]")).ToBeFocusedAsync();
        await keyboard.TypeAsync($"keys-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}@example.com");
        await page.TabToAsync("input[name=password]");
        await keyboard.TypeAsync(Journey.Password);
        await keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/en");

        await page.WaitForFunctionAsync("() => customElements.get('command-palette')");
        await keyboard.PressAsync("Control+k");
        await Expect(page.Locator("dialog.palette input")).ToBeFocusedAsync();
        await keyboard.TypeAsync("new chat");
        await keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/en/chat");
        await page.WaitForFunctionAsync("() => customElements.get('chat-page') && customElements.get('model-picker')");
        await keyboard.PressAsync("Control+Shift+m");
        await Expect(page.Locator("dialog.picker")).ToBeVisibleAsync();
        await keyboard.TypeAsync("built");
        await keyboard.PressAsync("Enter");
        await Expect(page.Locator("dialog.picker")).Not.ToBeVisibleAsync();
        await keyboard.PressAsync("Shift+Escape");
        await Expect(page.Locator("#prompt")).ToBeFocusedAsync();
        await keyboard.TypeAsync("2 + 2");
        await keyboard.PressAsync("Enter");
        await page.AnswerShouldBeDoneAsync();

        await keyboard.PressAsync("Control+k");
        await Expect(page.Locator("dialog.palette input")).ToBeFocusedAsync();
        await keyboard.TypeAsync("settings");
        await keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/en/settings");
        await page.TabToAsync("[popovertarget=account-menu]");
        await keyboard.PressAsync("Enter");
        await Expect(page.Locator("#account-menu [role=menuitem]").First).ToBeFocusedAsync();
        await keyboard.PressAsync("End");
        await keyboard.PressAsync("Enter");
        await Expect(page.Locator("header a[href$='/register']")).ToBeVisibleAsync();
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task The_balance_opens_and_closes_with_the_keyboard_and_gives_the_focus_back()
    {
        await using var visit = await Visit.StartAsync(product);
        var page = visit.Page;
        await visit.SignUpAsync();
        await page.WaitForFunctionAsync("() => customElements.get('balance-chip')");

        await page.TabToAsync(".balance-chip");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".balance .top-panel .wallet-panel-lots li")).ToHaveCountAsync(1);
        await Expect(page.Locator(".balance .top-panel")).ToBeFocusedAsync();
        await visit.ShouldBeAccessibleAsync();
        await page.Keyboard.PressAsync("Escape");

        await Expect(page.Locator(".balance .top-panel")).Not.ToBeVisibleAsync();
        await Expect(page.Locator(".balance-chip")).ToBeFocusedAsync();
        await page.Locator(".balance-chip").ClickAsync();
        await page.Locator(".balance .top-panel a[href$='/wallet']").ClickAsync();
        await page.WaitForURLAsync("**/en/wallet");
        visit.ShouldBeClean();
    }
}
