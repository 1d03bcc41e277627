using AIGenerator.E2E.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>The product's main job.</summary>
public sealed class ChatJourneys(RunningProduct product)
{
    private const string Simulated = "local/sim-model";

    [Theory]
    [InlineData("en", 1440)]
    [InlineData("uk", 390)]
    public async Task An_answer_survives_a_reload_in_mid_stream_and_is_found_in_the_history(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        await page.GotoAsync($"/{language}/chat");
        await page.ChooseModelAsync(Simulated);

        await page.AskAsync("Tell me a long story. sim:tokens=160 sim:rate=20");
        await Expect(page.LastAnswer().Locator(".prose")).Not.ToBeEmptyAsync();
        await page.WaitForURLAsync($"**/{language}/chat/*");
        var before = await page.LastAnswer().Locator(".prose").InnerTextAsync();
        await page.ReloadAsync();

        await page.AnswerShouldBeDoneAsync();
        (await page.LastAnswer().Locator(".prose").InnerTextAsync()).ShouldStartWith(before[..Math.Min(40, before.Length)]);
        await visit.ShouldBeAccessibleAsync();
        var address = page.Url;
        await page.GotoAsync($"/{language}/chat");
        await Expect(page.Locator($"a[href$='{new Uri(address).AbsolutePath}']").First).ToBeAttachedAsync();
        await page.GotoAsync(address);
        await Expect(page.LastAnswer().Locator(".receipt")).ToBeVisibleAsync();
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_second_tab_shows_the_same_answer_growing()
    {
        await using var visit = await Visit.StartAsync(product);
        await visit.SignUpAsync();
        await visit.Page.GotoAsync("/en/chat");
        await visit.Page.ChooseModelAsync(Simulated);
        await visit.Page.AskAsync("Talk. sim:tokens=120 sim:rate=20");
        await visit.Page.WaitForURLAsync("**/en/chat/*");

        var second = await visit.NewTabAsync();
        await second.GotoAsync(visit.Page.Url);

        await second.AnswerShouldBeDoneAsync();
        await visit.Page.AnswerShouldBeDoneAsync();
        var grown = await visit.Page.LastAnswer().Locator(".prose").TextContentAsync();
        grown.ShouldNotBeNullOrWhiteSpace();
        (await second.LastAnswer().Locator(".prose").TextContentAsync())!.Trim().ShouldBe(grown.Trim());
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task Stop_ends_the_answer_and_keeps_what_came()
    {
        await using var visit = await Visit.StartAsync(product);
        await visit.SignUpAsync();
        await visit.Page.GotoAsync("/en/chat");
        await visit.Page.ChooseModelAsync(Simulated);
        await visit.Page.AskAsync("Talk. sim:tokens=3000 sim:rate=20");
        await Expect(visit.Page.LastAnswer().Locator(".prose")).Not.ToBeEmptyAsync();

        await visit.Page.Locator("[data-part=stop]").ClickAsync();

        await visit.Page.AnswerShouldBeDoneAsync();
        await Expect(visit.Page.LastAnswer().Locator(".prose")).Not.ToBeEmptyAsync();
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_failed_answer_says_that_nothing_was_charged()
    {
        await using var visit = await Visit.StartAsync(product);
        await visit.SignUpAsync();
        await visit.Page.GotoAsync("/en/chat");
        await visit.Page.ChooseModelAsync(Simulated);

        await visit.Page.AskAsync("Please. sim:error-inside");

        await Expect(visit.Page.LastAnswer()).ToContainTextAsync("charged", new() { Timeout = 30_000 });
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_failed_answer_can_be_asked_of_another_model()
    {
        await using var visit = await Visit.StartAsync(product);
        var page = visit.Page;
        await visit.SignUpAsync();
        await page.GotoAsync("/en/chat");
        await page.ChooseModelAsync(Simulated);
        await page.AskAsync("2 + 2 sim:error-inside");
        await Expect(page.LastAnswer()).ToContainTextAsync("charged", new() { Timeout = 30_000 });
        await visit.ShouldBeAccessibleAsync();

        await page.LastAnswer().Locator(".message-failure [data-do=again-model]").ClickAsync();
        await page.Locator(".picker-row[data-model='built-in']").ClickAsync();

        await page.AnswerShouldBeDoneAsync();
        await Expect(page.LastAnswer()).ToContainTextAsync("Built-in");
        await Expect(page.LastAnswer().Locator(".branches-number")).ToHaveTextAsync("2/2");
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task Another_model_for_a_running_chat_is_still_chosen_after_a_reload()
    {
        await using var visit = await Visit.StartAsync(product);
        var page = visit.Page;
        await visit.SignUpAsync();
        await page.GotoAsync("/en/chat");
        await page.ChooseModelAsync(Simulated);
        await page.AskAsync("Talk. sim:tokens=20");
        await page.AnswerShouldBeDoneAsync();

        var saved = page.WaitForResponseAsync(response => response.Request.Method == "PATCH" && response.Url.EndsWith("/model", StringComparison.Ordinal));
        await page.ChooseModelAsync("built-in");
        (await saved).Ok.ShouldBeTrue();
        await page.ReloadAsync();

        await Expect(page.Locator(".model-chip-name")).ToHaveTextAsync("Built-in");
        await page.AskAsync("2 + 2");
        await Expect(page.LastAnswer()).ToContainTextAsync("Built-in");
        await page.AnswerShouldBeDoneAsync();
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task The_keyboard_alone_is_enough()
    {
        await using var visit = await Visit.StartAsync(product);
        var page = visit.Page;
        await visit.SignUpAsync();

        // The address changes before the page that belongs to it is shown.
        await page.WaitForFunctionAsync("() => !document.documentElement.hasAttribute('aria-busy') && document.querySelector('command-palette')");
        await page.Keyboard.PressAsync("Control+k");
        await Expect(page.Locator("dialog[open]")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.GotoAsync("/en/chat");
        await page.WaitForFunctionAsync("() => customElements.get('chat-page') && customElements.get('model-picker')");
        await page.Locator("#prompt").FocusAsync();
        await page.Keyboard.TypeAsync("2 + 2");
        await page.Keyboard.PressAsync("Control+Shift+m");
        await Expect(page.Locator("dialog.picker")).ToBeVisibleAsync();
        await page.Keyboard.TypeAsync("built");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("dialog.picker")).Not.ToBeVisibleAsync();
        await page.Locator("#prompt").FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await page.AnswerShouldBeDoneAsync();
        await Expect(page.LastAnswer().Locator(".prose")).ToContainTextAsync("4");
        visit.ShouldBeClean();
    }
}
