using AIGenerator.E2E.Infrastructure;
using Microsoft.Playwright;
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
        await page.Locator(".shell").WaitForAsync();

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

    [Theory]
    [InlineData("en")]
    [InlineData("uk")]
    public async Task A_question_is_edited_its_branches_are_walked_and_its_answer_is_asked_again(string language)
    {
        await using var visit = await StartChatAsync(language);
        var (page, keyboard) = (visit.Page, visit.Page.Keyboard);
        await keyboard.TypeAsync("First sim:tokens=6");
        await keyboard.PressAsync("Enter");
        await page.AnswerShouldBeDoneAsync();

        await page.TabToAsync("article.question [data-do=edit]", back: true);
        await keyboard.PressAsync("Enter");
        await Expect(page.Locator(".question-editor textarea")).ToBeFocusedAsync();
        await keyboard.PressAsync("ControlOrMeta+a");
        await keyboard.TypeAsync("Second sim:tokens=6");
        await keyboard.PressAsync("Enter");
        await Expect(page.Locator("article.question .branches-number")).ToHaveTextAsync("2/2");
        await page.AnswerShouldBeDoneAsync();

        await keyboard.PressAsync("Shift+Escape");
        await page.TabToAsync("article.question [data-do=branch]:not([aria-disabled=true])", back: true);
        await keyboard.PressAsync("Enter");
        await Expect(page.Locator("article.question .bubble")).ToContainTextAsync("First");
        await Expect(page.Locator("article.question .branches [data-do]").First).ToBeFocusedAsync();

        await page.TabToAsync("article.answer [popovertarget^=again-menu]");
        await keyboard.PressAsync("Enter");
        await Expect(page.Locator("[role=menu]:popover-open [data-wish=plain]")).ToBeFocusedAsync();
        await keyboard.PressAsync("ArrowDown");
        await keyboard.PressAsync("Enter");
        await Expect(page.LastAnswer().Locator(".branches-number")).ToHaveTextAsync("2/2");
        await page.AnswerShouldBeDoneAsync();
        visit.ShouldBeClean();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("uk")]
    public async Task A_file_is_attached_and_the_chat_is_shared_and_saved(string language)
    {
        await using var visit = await StartChatAsync(language);
        var (page, keyboard) = (visit.Page, visit.Page.Keyboard);

        // The browser is told early to hand its dialog over: told only with the key, a busy one opens its own first.
        page.FileChooser += (_, _) => { };
        await page.TabToAsync("[popovertarget=attach-menu]");
        await keyboard.PressAsync("Enter");
        await Expect(page.Locator("#attach-menu [role=menuitem]").First).ToBeFocusedAsync();
        await keyboard.PressAsync("ArrowDown");
        await Expect(page.Locator("#attach-menu [data-what=files]")).ToBeFocusedAsync();
        var chooser = await page.RunAndWaitForFileChooserAsync(() => keyboard.PressAsync("Enter"));
        await chooser.SetFilesAsync(new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = "Notes"u8.ToArray() });
        await Expect(page.Locator(".attachment[data-state=ready]")).ToHaveCountAsync(1);
        await keyboard.PressAsync("Shift+Escape");
        await keyboard.TypeAsync("Read sim:tokens=6");
        await keyboard.PressAsync("Enter");
        await page.AnswerShouldBeDoneAsync();
        await Expect(page.Locator(".sent-file-name")).ToHaveTextAsync("notes.txt");

        await page.TabToAsync("[popovertarget=chat-menu]", back: true);
        await keyboard.PressAsync("Enter");
        await Expect(page.Locator("#chat-menu [data-dialog=share]")).ToBeFocusedAsync();
        await keyboard.PressAsync("Enter");
        await Expect(page.Locator("dialog#share")).ToBeVisibleAsync();
        await Expect(page.Locator("share-links [data-part=make]")).Not.ToHaveAttributeAsync("aria-disabled", "true");
        await page.TabToAsync("share-links [data-part=make]");
        await keyboard.PressAsync("Enter");
        await Expect(page.Locator(".share-url")).ToBeFocusedAsync();
        await keyboard.PressAsync("Escape");
        await Expect(page.Locator("dialog#share")).Not.ToBeVisibleAsync();

        await page.TabToAsync("[popovertarget=chat-menu]");
        await keyboard.PressAsync("Enter");
        await Expect(page.Locator("#chat-menu [data-dialog=share]")).ToBeFocusedAsync();
        await keyboard.PressAsync("End");
        await Expect(page.Locator("#chat-menu [data-export=json]")).ToBeFocusedAsync();
        var file = await page.RunAndWaitForDownloadAsync(() => keyboard.PressAsync("Enter"));
        file.SuggestedFilename.ShouldEndWith(".json");
        visit.ShouldBeClean();
    }

    [Theory]
    [InlineData("en", "The otter sleeps in the reeds", "oter")]
    [InlineData("uk", "Видра спить в очереті", "очереті")]
    public async Task A_chat_is_found_by_its_words_and_opened(string language, string message, string typed)
    {
        await using var visit = await Visit.StartAsync(product, language);
        var (page, keyboard) = (visit.Page, visit.Page.Keyboard);
        await visit.SignUpAsync(language);
        var chat = await page.AskByApiAsync(message, "Animals");
        await page.GotoAsync($"/{language}/settings");
        await page.WaitForFunctionAsync("() => customElements.get('chat-history') && customElements.get('chat-search')");

        await keyboard.PressAsync("Control+Shift+f");
        await Expect(page.Locator("#chat-find")).ToBeFocusedAsync();
        await keyboard.InsertTextAsync(typed);
        await Expect(page.Locator(".found-chat")).ToHaveCountAsync(1);
        await keyboard.PressAsync("ArrowDown");
        await Expect(page.Locator(".found-title")).ToBeFocusedAsync();
        await keyboard.PressAsync("ArrowDown");
        await Expect(page.Locator(".found-message").First).ToBeFocusedAsync();
        await keyboard.PressAsync("Enter");

        await page.WaitForURLAsync($"**/{language}/chat/{chat}?message=*");
        await Expect(page.Locator("article[data-found]")).ToBeFocusedAsync();
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

    /// <summary>Before a new chat, in its field.</summary>
    private async Task<Visit> StartChatAsync(string language)
    {
        var visit = await Visit.StartAsync(product, language);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        await page.GotoAsync($"/{language}/chat");
        await page.ChooseModelAsync(Journey.Simulated);
        await page.WaitForFunctionAsync("() => customElements.get('attachment-strip') && document.querySelector('prompt-composer:defined .attach')");
        await Expect(page.Locator("#prompt")).ToBeFocusedAsync();
        return visit;
    }
}
