using AIGenerator.E2E.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>The product's main job.</summary>
public sealed class ChatJourneys(RunningProduct product)
{
    // Until the stream of the answer says that it has ended; what is drawn after that is not the model's time.
    private const string TimeTheStop = """
        () => document.querySelector('[data-part=stop]').addEventListener('click', () => {
          const from = performance.now();
          document.addEventListener('answer-ended', () => { window.stoppedAfter = performance.now() - from; }, { once: true });
        }, { capture: true, once: true })
        """;

    [Theory]
    [EveryScreen]
    public async Task An_answer_survives_a_reload_in_mid_stream_and_is_found_in_the_history(string language, int width)
    {
        await using var visit = await StartAsync(language, width);
        var page = visit.Page;

        await page.AskAsync("Tell me a long story. sim:tokens=120 sim:rate=20");
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

    [Theory]
    [TwoScreens]
    public async Task A_second_tab_shows_the_same_answer_growing(string language, int width)
    {
        await using var visit = await StartAsync(language, width);
        await visit.Page.AskAsync("Talk. sim:tokens=120 sim:rate=20");
        await visit.Page.WaitForURLAsync($"**/{language}/chat/*");

        var second = await visit.NewTabAsync();
        await second.GotoAsync(visit.Page.Url);

        await second.AnswerShouldBeDoneAsync();
        await visit.Page.AnswerShouldBeDoneAsync();
        var grown = await visit.Page.LastAnswer().Locator(".prose").TextContentAsync();
        grown.ShouldNotBeNullOrWhiteSpace();
        (await second.LastAnswer().Locator(".prose").TextContentAsync())!.Trim().ShouldBe(grown.Trim());
        visit.ShouldBeClean();
    }

    [Theory]
    [EveryScreen]
    public async Task Stop_ends_the_answer_at_once_and_keeps_what_came(string language, int width)
    {
        await using var visit = await StartAsync(language, width);
        var page = visit.Page;
        await page.AskAsync("Talk. sim:tokens=3000 sim:rate=20");
        await Expect(page.LastAnswer().Locator(".prose")).Not.ToBeEmptyAsync();

        await page.EvaluateAsync(TimeTheStop);
        await page.Locator("[data-part=stop]").ClickAsync();

        await page.AnswerShouldBeDoneAsync();
        await Expect(page.LastAnswer().Locator(".prose")).Not.ToBeEmptyAsync();
        await Expect(page.LastAnswer().Locator(".message-note")).ToContainTextAsync(Words.Of(language, "chat.page.stop.stopped"));

        // A second is what people are promised; a machine that runs everything at once may take some more.
        (await page.EvaluateAsync<double>("() => window.stoppedAfter")).ShouldBeInRange(0, 3_000);
        await visit.ShouldBeAccessibleAsync();
        visit.ShouldBeClean();
    }

    [Theory]
    [TwoScreens]
    public async Task A_failed_answer_says_that_nothing_was_charged(string language, int width)
    {
        await using var visit = await StartAsync(language, width);

        await visit.Page.AskAsync("Please. sim:error-inside");

        await Expect(visit.Page.LastAnswer()).ToContainTextAsync(Words.Of(language, "errors.provider.overloaded"), new() { Timeout = 30_000 });
        await visit.ShouldBeAccessibleAsync();
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_failed_answer_can_be_asked_of_another_model()
    {
        await using var visit = await Visit.StartAsync(product);
        var page = visit.Page;
        await visit.SignUpAsync();
        await page.GotoAsync("/en/chat");
        await page.ChooseModelAsync(Journey.Simulated);
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

    [Theory]
    [TwoScreens]
    public async Task Another_model_for_a_running_chat_is_still_chosen_after_a_reload(string language, int width)
    {
        await using var visit = await StartAsync(language, width);
        var page = visit.Page;
        await page.AskAsync("Talk. sim:tokens=20");
        await page.AnswerShouldBeDoneAsync();

        var saved = page.WaitForResponseAsync(response => response.Request.Method == "PATCH" && response.Url.EndsWith("/model", StringComparison.Ordinal));
        await page.ChooseModelAsync("built-in");
        (await saved).Ok.ShouldBeTrue();
        await page.ReloadAsync();
        await page.ReadyAsync();

        await Expect(page.Locator(".model-chip-name")).ToHaveTextAsync("Built-in");
        await page.AskAsync("2 + 2");
        await Expect(page.LastAnswer()).ToContainTextAsync("Built-in");
        await page.AnswerShouldBeDoneAsync();
        visit.ShouldBeClean();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("uk")]
    public async Task The_keyboard_alone_is_enough(string language)
    {
        await using var visit = await Visit.StartAsync(product, language);
        var page = visit.Page;
        await visit.SignUpAsync(language);

        // The address changes before the page that belongs to it is shown.
        await page.WaitForFunctionAsync("() => !document.documentElement.hasAttribute('aria-busy') && document.querySelector('command-palette')");
        await page.Keyboard.PressAsync("Control+k");
        await Expect(page.Locator("dialog[open]")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.GotoAsync($"/{language}/chat");
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

    private async Task<Visit> StartAsync(string language, int width)
    {
        var visit = await Visit.StartAsync(product, language, width);
        await visit.SignUpAsync(language);
        await visit.Page.GotoAsync($"/{language}/chat");
        await visit.Page.ChooseModelAsync(Journey.Simulated);
        return visit;
    }
}
