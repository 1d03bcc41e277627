using AIGenerator.E2E.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>One question to two models, and to another one for once.</summary>
public sealed class CompareJourneys(RunningProduct product)
{
    [Theory]
    [EveryScreen]
    public async Task Two_models_answer_side_by_side_one_gets_the_vote_and_goes_on(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        await page.GotoAsync($"/{language}/chat");
        await ChooseAsync(page, Journey.Simulated, "built-in");
        await Expect(page.Locator("[data-part=chips] .target-chip")).ToHaveCountAsync(2);
        await visit.ShouldBeAccessibleAsync();

        await page.AskAsync("Tell me a story. sim:tokens=120 sim:rate=20");
        var columns = page.Locator("article.comparison article.column");
        await Expect(columns).ToHaveCountAsync(2);
        await Expect(columns.Nth(0).Locator(".prose")).Not.ToBeEmptyAsync();
        await Expect(columns.Nth(1).Locator(".prose")).Not.ToBeEmptyAsync();
        await page.WaitForURLAsync($"**/{language}/chat/*");
        await page.ReloadAsync();
        await Expect(columns.Nth(0).Locator(".receipt")).ToBeAttachedAsync(new() { Timeout = 30_000 });
        await Expect(columns.Nth(1).Locator(".receipt")).ToBeAttachedAsync();
        await visit.ShouldBeAccessibleAsync();

        if (width < 720)
        {
            await page.Locator(".comparison-names button").Nth(1).ClickAsync();
        }

        await columns.Nth(1).Locator("[data-do=compare-vote]").ClickAsync();
        await Expect(columns.Nth(1).Locator(".column-best")).ToBeVisibleAsync();
        await columns.Nth(1).Locator("[data-do=compare-continue]").ClickAsync();
        await Expect(columns.Nth(1).Locator(".column-current")).ToBeVisibleAsync();
        await Expect(page.Locator(".model-chip-name")).ToHaveTextAsync("Built-in");
        await page.ReloadAsync();
        await Expect(columns.Nth(1).Locator(".column-best")).ToBeVisibleAsync();
        await Expect(columns.Nth(1).Locator(".column-current")).ToBeVisibleAsync();
        await page.ReadyAsync();

        await page.AskAsync("2 + 2");
        await page.AnswerShouldBeDoneAsync();
        await Expect(columns.Nth(0)).ToBeHiddenAsync();
        await Expect(columns.Nth(1)).ToBeVisibleAsync();
        await Expect(page.Locator(".comparison-folded")).ToContainTextAsync("1: sim-model");
        await page.ReloadAsync();
        await page.ReadyAsync();
        await Expect(columns).ToHaveCountAsync(1);
        await page.Locator("[data-do=compare-fold]").ClickAsync();
        await Expect(columns).ToHaveCountAsync(2);
        await Expect(columns.Nth(0)).ToBeVisibleAsync();
        await visit.ShouldBeAccessibleAsync();
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task The_keyboard_alone_compares_votes_and_goes_on()
    {
        await using var visit = await Visit.StartAsync(product);
        var (page, keyboard) = (visit.Page, visit.Page.Keyboard);
        await visit.SignUpAsync();
        await page.GotoAsync("/en/chat");
        await page.ReadyAsync();
        await page.Locator("#prompt").FocusAsync();
        await keyboard.TypeAsync("2 + 2 sim:tokens=5");
        await page.TabToAsync(".composer-compare");
        await keyboard.PressAsync("Enter");
        await Expect(page.Locator("dialog.picker")).ToBeVisibleAsync();

        // The chat's own model is chosen already; a search and Enter turns a row on or off.
        await PressFirstAsync(page, "sim-model", Journey.Simulated);
        await PressFirstAsync(page, "built", "built-in");
        await DropOthersAsync(page);
        await page.TabToAsync("[data-part=several-done]");
        await keyboard.PressAsync("Enter");
        await Expect(page.Locator("#prompt")).ToBeFocusedAsync();
        await keyboard.PressAsync("Enter");
        var columns = page.Locator("article.comparison article.column");
        await Expect(columns.Nth(0).Locator(".receipt")).ToBeAttachedAsync(new() { Timeout = 30_000 });
        await Expect(columns.Nth(1).Locator(".receipt")).ToBeAttachedAsync(new() { Timeout = 30_000 });

        await page.Locator("article.comparison").FocusAsync();
        await page.TabToAsync("article.column:nth-child(2) [data-do=compare-continue]");
        await keyboard.PressAsync("Enter");
        await Expect(columns.Nth(1).Locator(".column-current")).ToBeVisibleAsync();
        await page.Locator("article.comparison").FocusAsync();
        await page.TabToAsync("article.column:nth-child(2) [data-do=compare-vote]");
        await keyboard.PressAsync("Enter");

        await Expect(columns.Nth(1).Locator(".column-best")).ToBeVisibleAsync();
        await Expect(columns.Nth(1).Locator("[data-do=compare-vote]")).ToBeFocusedAsync();
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task One_is_stopped_while_the_other_goes_on_and_a_failed_one_is_tried_again_alone()
    {
        await using var visit = await Visit.StartAsync(product);
        var page = visit.Page;
        await visit.SignUpAsync();
        await page.GotoAsync("/en/chat");
        await ChooseAsync(page, Journey.Simulated, "built-in");
        await page.AskAsync("Fail. sim:error-inside");
        var columns = page.Locator("article.comparison article.column");
        await Expect(columns.Nth(0).Locator(".message-failure")).ToContainTextAsync("charged", new() { Timeout = 30_000 });
        await Expect(columns.Nth(1).Locator(".receipt")).ToBeAttachedAsync(new() { Timeout = 30_000 });
        var kept = await columns.Nth(1).Locator(".prose").InnerTextAsync();

        var failed = await columns.Nth(0).GetAttributeAsync("data-message");
        await columns.Nth(0).Locator("[data-do=again]").First.ClickAsync();
        await Expect(columns.Nth(0)).Not.ToHaveAttributeAsync("data-message", failed!);
        await Expect(columns.Nth(0).Locator(".message-failure")).ToContainTextAsync("charged", new() { Timeout = 30_000 });
        await Expect(columns).ToHaveCountAsync(2);
        (await columns.Nth(1).Locator(".prose").InnerTextAsync()).ShouldBe(kept);

        await page.GotoAsync("/en/chat");
        await ChooseAsync(page, Journey.Simulated, "built-in");
        await page.AskAsync("Talk. sim:tokens=3000 sim:rate=20");
        var second = page.Locator("article.comparison").Last.Locator("article.column");
        await Expect(second.Nth(0).Locator(".prose")).Not.ToBeEmptyAsync();
        await second.Nth(0).Locator("[data-do=compare-stop]").ClickAsync();

        await Expect(second.Nth(0).Locator(".receipt")).ToBeAttachedAsync(new() { Timeout = 30_000 });
        await Expect(second.Nth(0).Locator(".prose")).Not.ToBeEmptyAsync();
        await Expect(second.Nth(1).Locator(".receipt")).ToBeAttachedAsync(new() { Timeout = 30_000 });
        visit.ShouldBeClean();
    }

    [Theory]
    [EveryScreen]
    public async Task An_at_sign_asks_another_model_for_one_message(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var (page, keyboard) = (visit.Page, visit.Page.Keyboard);
        await visit.SignUpAsync(language);
        await page.GotoAsync($"/{language}/chat");
        await page.ChooseModelAsync(Journey.Simulated);
        await page.ReadyAsync();
        await page.Locator("#prompt").FocusAsync();
        await keyboard.TypeAsync("mail@home @");
        await Expect(page.Locator("#suggestions [role=option]").First).ToBeVisibleAsync();
        await visit.ShouldBeAccessibleAsync();
        await keyboard.PressAsync("Escape");
        await Expect(page.Locator("#suggestions")).ToBeHiddenAsync();
        await keyboard.TypeAsync("built");

        // The one that writes before the one that draws.
        await Expect(page.Locator("#suggestions [role=option]")).ToContainTextAsync(["Built-in", "Built-in art"]);
        await Expect(page.Locator("#prompt")).ToHaveAttributeAsync("aria-activedescendant", "suggestion-0");
        await keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-part=once]")).ToContainTextAsync("Built-in");
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("mail@home ");

        await keyboard.PressAsync("Home");
        await keyboard.PressAsync("Backspace");
        await Expect(page.Locator("[data-part=once]")).ToBeHiddenAsync();
        await page.Locator("#prompt").FillAsync("");
        await keyboard.TypeAsync("@bui");
        await keyboard.PressAsync("Tab");
        await keyboard.TypeAsync("2 + 2");
        await keyboard.PressAsync("Enter");

        await page.AnswerShouldBeDoneAsync();
        await Expect(page.LastAnswer().Locator(".message-model")).ToHaveTextAsync("Built-in");
        await Expect(page.Locator("[data-part=once]")).ToBeHiddenAsync();
        await Expect(page.Locator(".model-chip-name")).ToHaveTextAsync("sim-model");
        await page.ReloadAsync();
        await Expect(page.Locator(".model-chip-name")).ToHaveTextAsync("sim-model");
        visit.ShouldBeClean();
    }

    /// <summary>Opens the picker for several and leaves exactly these chosen.</summary>
    private static async Task ChooseAsync(IPage page, params string[] models)
    {
        await page.ReadyAsync();
        if (page.ViewportSize!.Width < 720)
        {
            await page.Locator("[popovertarget=attach-menu]").ClickAsync();
            await page.Locator(".attach-compare").ClickAsync();
        }
        else
        {
            await page.Locator(".composer-compare").ClickAsync();
        }

        await Expect(page.Locator("dialog.picker")).ToBeVisibleAsync();
        foreach (var model in models)
        {
            var row = page.Locator($".picker-row[data-model='{model}']");
            if (await row.GetAttributeAsync("aria-pressed") == "false")
            {
                await row.ClickAsync();
            }
        }

        var others = page.Locator($".picker-row[aria-pressed=true]{string.Concat(models.Select(model => $":not([data-model='{model}'])"))}");
        while (await others.CountAsync() > 0)
        {
            await others.First.ClickAsync();
        }

        await page.Locator("[data-part=several-done]").ClickAsync();
        await Expect(page.Locator("dialog.picker")).Not.ToBeVisibleAsync();
    }

    private static async Task PressFirstAsync(IPage page, string search, string model)
    {
        await page.Locator("dialog.picker input[type=search]").FillAsync(search);
        if (await page.Locator($".picker-row[data-model='{model}']").GetAttributeAsync("aria-pressed") == "false")
        {
            await page.Keyboard.PressAsync("Enter");
        }

        await Expect(page.Locator($".picker-row[data-model='{model}']")).ToHaveAttributeAsync("aria-pressed", "true");
    }

    /// <summary>Turns off what was chosen at the start.</summary>
    private static async Task DropOthersAsync(IPage page)
    {
        await page.Locator("dialog.picker input[type=search]").FillAsync("");
        var others = page.Locator($".picker-row[aria-pressed=true]:not([data-model='{Journey.Simulated}']):not([data-model='built-in'])");
        while (await others.CountAsync() > 0)
        {
            await others.First.FocusAsync();
            await page.Keyboard.PressAsync("Enter");
        }
    }
}
