using AIGenerator.E2E.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

public sealed class ImageJourneys(RunningProduct product)
{
    [Theory]
    [InlineData("en", 1440)]
    [InlineData("uk", 390)]
    public async Task Pictures_are_drawn_kept_looked_at_and_deleted(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        await page.GotoAsync($"/{language}/images");
        await Expect(page.Locator("[data-part=empty]")).ToBeVisibleAsync();
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"images-empty-{language}-{width}");

        await page.WaitForFunctionAsync("() => customElements.get('image-studio')");
        await page.Locator("textarea[name=prompt]").FillAsync(language == "uk" ? "Захід сонця над морем" : "Sunset over the sea");
        await page.Locator("input[name=ratio][value='16:9']").CheckAsync(new() { Force = true });
        await page.Locator("input[name=count][value='4']").CheckAsync(new() { Force = true });
        await page.Locator("[data-part=spend]").ClickAsync();
        await Expect(page.Locator(".batch .tile img")).ToHaveCountAsync(4, new() { Timeout = 30_000 });
        await Expect(page.Locator(".batch[aria-busy]")).ToHaveCountAsync(0);
        await page.WaitForFunctionAsync("() => [...document.querySelectorAll('.tile img')].slice(0, 2).every(image => image.complete && image.naturalWidth > 0)");
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"images-drawn-{language}-{width}");

        await page.ReloadAsync();
        await Expect(page.Locator(".batch .tile img")).ToHaveCountAsync(4);
        await page.WaitForFunctionAsync("() => customElements.get('image-studio')");
        await page.Locator(".tile-link").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("dialog.lightbox")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-part=lightbox-count]")).ToHaveTextAsync("1 / 4");
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator("[data-part=lightbox-count]")).ToHaveTextAsync("2 / 4");
        await page.WaitForFunctionAsync("() => document.querySelector('.lightbox-picture').naturalWidth > 1000");
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"images-lightbox-{language}-{width}");

        await page.Locator("[data-part=lightbox-delete]").ClickAsync();
        await Expect(page.Locator(".batch .tile img")).ToHaveCountAsync(3);
        await page.Locator("toast-region button", new() { HasText = language == "uk" ? "Повернути" : "Undo" }).ClickAsync();
        await Expect(page.Locator(".batch .tile img")).ToHaveCountAsync(4);
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_batch_is_used_again_found_by_its_words_and_an_empty_wish_is_refused_in_words()
    {
        await using var visit = await Visit.StartAsync(product, "en", 1440);
        var page = visit.Page;
        await visit.SignUpAsync("en");
        await page.GotoAsync("/en/images");
        await page.WaitForFunctionAsync("() => customElements.get('image-studio')");
        await page.Locator("[data-part=spend]").ClickAsync();
        await Expect(page.Locator("[data-part=refusal]")).ToContainTextAsync("Describe what you want to see");

        await page.Locator("[data-do=idea]").First.ClickAsync();
        await page.Locator("textarea[name=prompt]").PressAsync("Control+Enter");
        await Expect(page.Locator(".batch .tile img")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        await page.Locator("textarea[name=prompt]").FillAsync("Something else");
        await page.Locator("[data-do=reuse]").ClickAsync();
        await Expect(page.Locator("textarea[name=prompt]")).ToHaveValueAsync("A quiet forest in the morning fog");

        await page.Locator("#studio-search").FillAsync("FOREST in");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".batch")).ToHaveCountAsync(1);
        await page.Locator("#studio-search").FillAsync("nowhere");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-part=nothing]")).ToBeVisibleAsync();
        visit.ShouldBeClean("422");
    }

    [Fact]
    public async Task What_runs_survives_a_reload_says_what_is_left_and_is_stopped_without_a_charge()
    {
        await using var visit = await Visit.StartAsync(product, "en", 1440);
        var page = visit.Page;
        var email = await visit.SignUpAsync("en");
        await product.GrantAsync(email, 20_000);
        await page.GotoAsync("/en/images?model=flux-2-pro");
        await page.WaitForFunctionAsync("() => customElements.get('image-studio')");
        await Expect(page.Locator("[data-part=after]")).ToContainTextAsync("left afterwards");
        await page.Locator("textarea[name=prompt]").FillAsync("A slow boat sim:silence");
        await page.Locator("[data-part=spend]").ClickAsync();
        await Expect(page.Locator(".batch[aria-busy=true]")).ToHaveCountAsync(1);
        await page.ReloadAsync();
        await page.WaitForFunctionAsync("() => customElements.get('image-studio')");
        await Expect(page.Locator(".batch[aria-busy=true] .tile-waiting")).ToHaveCountAsync(1);
        await page.Locator("[data-do=cancel]").ClickAsync();
        await Expect(page.Locator(".batch-problem")).ToContainTextAsync("not charged", new() { Timeout = 30_000 });
        await Expect(page.Locator(".balance-chip [data-amount]")).ToHaveAttributeAsync("data-amount", "20100");
        visit.ShouldBeClean();
    }

    [Theory]
    [InlineData("en", 1440)]
    [InlineData("uk", 390)]
    public async Task What_is_being_made_shows_on_every_page_and_says_when_it_is_ready(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        await page.GotoAsync($"/{language}/wallet");
        await page.WaitForFunctionAsync("() => customElements.get('job-tray')");
        await Expect(page.Locator(".tray-count")).ToBeHiddenAsync();

        // Whoever looks at the tray sees it there; whoever does not is told.
        await OrderAsync(page, language);
        await Expect(page.Locator(".tray-count")).ToHaveTextAsync("1");
        await page.Locator(".tray-button").ClickAsync();
        await Expect(page.Locator(".tray-row")).ToHaveCountAsync(1);
        await Expect(page.Locator(".tray-row img")).ToBeVisibleAsync();
        await Expect(page.Locator(".tray-count")).ToBeHiddenAsync();
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"tray-{language}-{width}");
        await page.Keyboard.PressAsync("Escape");

        await OrderAsync(page, language);
        await page.Locator("toast-region a, toast-region button", new() { HasText = language == "uk" ? "Переглянути" : "View" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"/{language}/images$"));
        await Expect(page.Locator(".batch .tile img")).ToHaveCountAsync(8);
        visit.ShouldBeClean();

        static Task OrderAsync(Microsoft.Playwright.IPage page, string language) => page.EvaluateAsync(
            "prompt => fetch('/api/images', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ model: 'built-in-image', prompt, count: 4 }) })",
            language == "uk" ? "Гори вночі під зорями" : "Mountains at night under the stars");
    }

    [Theory]
    [InlineData("en", "/wallet")]
    [InlineData("uk", "/images")]
    public async Task A_picture_that_ends_while_nobody_looks_asks_once_and_is_told_the_next_time(string language, string path)
    {
        await using var visit = await Visit.StartAsync(product, language, 1440);
        var page = visit.Page;
        await page.AddInitScriptAsync(VoiceJourneys.Notices);
        await visit.SignUpAsync(language);
        await page.GotoAsync($"/{language}{path}");
        await page.WaitForFunctionAsync("() => customElements.get('job-tray')");

        await page.EvaluateAsync("() => { isAway = true; }");
        await OrderedAsync(page);
        await page.WaitForFunctionAsync("() => localStorage.getItem('ag-notify-asked')", null, new() { Timeout = 60_000 });
        await page.EvaluateAsync("() => { isAway = false; document.dispatchEvent(new Event('visibilitychange')); }");
        await page.Locator("toast-region button").Filter(new() { HasText = language == "en" ? "Yes, notify me" : "Так, сповіщати" }).ClickAsync();
        (await page.EvaluateAsync<int>("() => noticed.length")).ShouldBe(0);

        await page.EvaluateAsync("() => { isAway = true; }");
        await OrderedAsync(page);
        await page.WaitForFunctionAsync("() => noticed.length === 1", null, new() { Timeout = 60_000 });
        (await page.EvaluateAsync<string>("() => noticed[0].body")).ShouldBe(language == "en" ? "Your picture is ready." : "Зображення готове.");
        visit.ShouldBeClean();
    }

    /// <summary>Ordered, and the tray knows of it.</summary>
    private static async Task OrderedAsync(Microsoft.Playwright.IPage page)
    {
        await page.EvaluateAsync(
            "() => fetch('/api/images', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ model: 'built-in-image', prompt: 'Hills', count: 4 }) })");
        await Expect(page.Locator(".tray-count")).ToHaveTextAsync("1");
    }
}
