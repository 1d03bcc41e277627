using AIGenerator.E2E.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>What somebody does in the image studio while its answers take their time or are lost: nothing is paid unseen or twice, and nothing that was said is undone.</summary>
public sealed class SlowStudioJourneys(RunningProduct product)
{
    private const string PriceOfWords = "**/api/images/description/price*";
    private const string Fields = "**/en/images/fields/*";
    private const string Studio = "**/assets/chunk-Pages-*";
    private const string Lost = "net::ERR_";
    private const string Pond = "A quiet pond";

    [Fact]
    public async Task No_price_is_said_and_nothing_is_spent_until_the_price_of_words_is_known()
    {
        await using var visit = await Visit.StartAsync(product);
        var page = visit.Page;
        await visit.SignUpAsync();
        var asset = await DrawAsync(page);
        var written = Sent(page, "/api/images/description");
        var price = await Held.NextAsync(page, PriceOfWords);
        await OpenAsync(page, $"/en/images?task=describe&source={asset}");

        await price.Asked;
        await Expect(Price(page)).ToBeEmptyAsync();
        await Spend(page).ClickAsync();
        await Expect(Spend(page)).ToHaveAttributeAsync("aria-disabled", "true");
        await Expect(Price(page)).ToBeEmptyAsync();
        price.GoOn();
        await Expect(Price(page)).ToHaveTextAsync(Text("studio.images.free"));
        await Expect(Spend(page)).ToHaveAttributeAsync("aria-disabled", "false");
        written().ShouldBe(0);

        await Spend(page).ClickAsync();
        await Expect(page.Locator("[name=described]")).ToHaveValueAsync(Pond);
        await Expect(page.Locator("[name=described]")).ToBeFocusedAsync();
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_price_of_words_that_was_lost_is_asked_for_by_the_press_and_nothing_is_spent()
    {
        await using var visit = await Visit.StartAsync(product);
        var page = visit.Page;
        await visit.SignUpAsync();
        var asset = await DrawAsync(page);
        var written = Sent(page, "/api/images/description");
        await page.RouteAsync(PriceOfWords, route => route.AbortAsync());
        await OpenAsync(page, $"/en/images?task=describe&source={asset}");

        await Spend(page).ClickAsync();
        await Expect(Refusal(page)).ToHaveTextAsync(Text("studio.images.unreachable"));
        await Expect(Price(page)).ToBeEmptyAsync();
        await page.UnrouteAsync(PriceOfWords);
        await Spend(page).ClickAsync();
        await Expect(Price(page)).ToHaveTextAsync(Text("studio.images.free"));
        await Expect(Refusal(page)).ToBeHiddenAsync();
        written().ShouldBe(0);
        visit.ShouldBeClean(Lost);
    }

    [Fact]
    public async Task A_model_whose_fields_do_not_come_is_not_chosen()
    {
        await using var visit = await StartRichAsync();
        var page = visit.Page;
        await OpenAsync(page, "/en/images?model=gpt-image-2");
        var price = await Price(page).TextContentAsync();
        var fields = await Held.NextAsync(page, Fields);

        await page.Locator("[name=model]").SelectOptionAsync("built-in-image");
        await fields.Asked;
        fields.Lose();
        await Expect(Refusal(page)).ToHaveTextAsync(Text("studio.images.unreachable"));
        await Expect(page.Locator("[name=model]")).ToHaveValueAsync("gpt-image-2");
        await Expect(Price(page)).ToHaveTextAsync(price!);
        await Expect(Spend(page)).ToHaveAttributeAsync("aria-disabled", "false");

        await page.Locator("[name=model]").SelectOptionAsync("built-in-image");
        await Expect(Price(page)).ToHaveTextAsync(Text("studio.images.free"));
        await Expect(Refusal(page)).ToBeHiddenAsync();
        visit.ShouldBeClean(Lost);
    }

    [Fact]
    public async Task A_step_whose_fields_do_not_come_takes_no_picture_into_the_form()
    {
        await using var visit = await Visit.StartAsync(product);
        var page = visit.Page;
        await visit.SignUpAsync();
        await DrawAsync(page);
        await page.Locator(".tile-link").First.ClickAsync();
        await page.RouteAsync(Fields, route => route.FulfillAsync(new() { Status = 503 }), new() { Times = 1 });

        await page.Locator(".details-actions button").First.ClickAsync();
        await Expect(Refusal(page)).ToHaveTextAsync(Text("studio.images.unreachable"));
        await Expect(page.Locator("[name=task][value=create]")).ToBeCheckedAsync();
        await Expect(page.Locator(".source-picture")).ToHaveCountAsync(0);
        visit.ShouldBeClean("503");
    }

    [Fact]
    public async Task What_is_said_before_the_script_is_here_stays_and_has_its_price()
    {
        await using var visit = await StartRichAsync();
        var page = visit.Page;
        await OpenAsync(page, "/en/images");
        await Prompt(page).FillAsync("An older draft");
        var script = await Held.NextAsync(page, Studio, times: 2);
        await page.GotoAsync("/en/images?model=gpt-image-2", new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await script.Asked;

        await page.Locator("[name=model]").SelectOptionAsync("built-in-image");
        await Prompt(page).FillAsync("A paper boat");
        await Spend(page).ClickAsync();
        await Spend(page).PressAsync("Enter");
        script.GoOn();

        await Expect(Price(page)).ToHaveTextAsync(Text("studio.images.free"));
        await Expect(page.Locator("[name=model]")).ToHaveValueAsync("built-in-image");
        await Expect(Prompt(page)).ToHaveValueAsync("A paper boat");
        await Expect(page.Locator(".batch")).ToHaveCountAsync(0);
        page.Url.ShouldNotContain("prompt=");
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_picture_and_a_task_chosen_before_the_script_is_here_are_taken()
    {
        await using var visit = await Visit.StartAsync(product);
        var page = visit.Page;
        await visit.SignUpAsync();
        var script = await Held.NextAsync(page, Studio, times: 2);
        await page.GotoAsync("/en/images?task=upscale", new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await script.Asked;

        await ChooseAsync(page);
        await ChooseTaskAsync(page, "remix");
        script.GoOn();

        await Expect(page.Locator(".source-picture")).ToBeVisibleAsync();
        await Expect(page.Locator("[name=strength]")).ToBeVisibleAsync();
        await Expect(page.Locator("[name=task][value=remix]")).ToBeCheckedAsync();
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task An_order_with_a_mask_whose_answer_was_lost_is_the_same_order_with_the_next_press()
    {
        await using var visit = await Visit.StartAsync(product);
        var page = visit.Page;
        await visit.SignUpAsync();
        await OpenAsync(page, "/en/images?task=inpaint");
        await ChooseAsync(page);
        await Expect(page.Locator(".source-picture")).ToBeVisibleAsync();
        await Prompt(page).FillAsync("A dense forest");
        await page.Locator("[data-do=mask]").ClickAsync();
        await page.Locator("[data-part=mask-invert]").ClickAsync();
        await page.Locator("[data-part=mask-done]").ClickAsync();
        await Expect(page.Locator("[data-part=mask-share]")).ToContainTextAsync("100 %");
        var masks = Sent(page, "/api/assets/masks");
        await page.RouteAsync("**/api/images", async route => { await route.FetchAsync(); await route.AbortAsync(); }, new() { Times = 1 });

        await Spend(page).ClickAsync();
        await Expect(Refusal(page)).ToHaveTextAsync(Text("studio.images.unreachable"));
        var answer = await page.RunAndWaitForResponseAsync(() => Spend(page).ClickAsync(), "**/api/images");

        answer.Status.ShouldBe(202);
        await Expect(page.Locator(".batch .tile img")).ToHaveCountAsync(1, new() { Timeout = 60_000 });
        (await OrdersAsync(page)).ShouldBe(1);
        masks().ShouldBe(1);
        visit.ShouldBeClean(Lost);
    }

    [Fact]
    public async Task Words_that_come_while_somebody_is_elsewhere_wait_with_their_picture()
    {
        await using var visit = await Visit.StartAsync(product);
        var page = visit.Page;
        await visit.SignUpAsync();
        var asset = await DrawAsync(page);
        await OpenAsync(page, $"/en/images?task=describe&source={asset}");
        await Expect(Price(page)).Not.ToBeEmptyAsync();
        var words = await Held.NextAsync(page, "**/api/images/description");

        await Spend(page).ClickAsync();
        await words.Asked;
        await ChooseTaskAsync(page, "create");
        await Expect(page.Locator("[data-part=options]")).ToHaveCountAsync(1);
        await Prompt(page).FocusAsync();
        words.GoOn();
        await Expect(Spend(page)).ToHaveAttributeAsync("aria-disabled", "false");
        await Expect(Prompt(page)).ToBeFocusedAsync();

        await ChooseTaskAsync(page, "describe");
        await Expect(page.Locator("[name=described]")).ToHaveValueAsync(Pond);
        await page.Locator("[name=described]").FillAsync("A louder pond");
        await ChooseTaskAsync(page, "create");
        await Expect(page.Locator("[data-part=options]")).ToHaveCountAsync(1);
        await ChooseTaskAsync(page, "describe");
        await Expect(page.Locator("[name=described]")).ToBeVisibleAsync();
        await Expect(page.Locator("[name=described]")).ToHaveValueAsync("A louder pond");

        // They are not those of another picture.
        await ChooseAsync(page);
        await Expect(page.Locator("[name=described]")).ToBeHiddenAsync();
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task Ordering_once_more_whose_answer_was_lost_is_the_same_order_in_rows_that_were_drawn_since()
    {
        await using var visit = await StartRichAsync();
        var page = visit.Page;
        await page.GotoAsync("/en/wallet");
        await page.WaitForFunctionAsync("() => customElements.get('job-tray')");
        await OrderAsync(page, "gpt-image-2", "A paper boat sim:403");
        await page.AnsweredAsync("/api/images", "answer.items.length === 1 && answer.items[0].state === 'failed'");
        await page.Locator(".tray-button").ClickAsync();
        var row = $".tray-row[data-generation='{await page.Locator(".tray-row").GetAttributeAsync("data-generation")}']";
        var again = page.Locator($"{row} [data-call*=repetition]");
        var drawn = await again.GetAttributeAsync("data-call");
        await page.RouteAsync("**/repetition", async route => { await route.FetchAsync(); await route.AbortAsync(); }, new() { Times = 1 });

        await again.ClickAsync();
        await Expect(page.Locator("toast-region")).ToContainTextAsync(Text("studio.images.unreachable"));
        await page.AnsweredAsync("/api/images", "answer.items.length === 2 && answer.items.every(one => one.state === 'failed')");
        await page.Keyboard.PressAsync("Escape");
        await page.Locator(".tray-button").ClickAsync();
        await Expect(again).Not.ToHaveAttributeAsync("data-call", drawn!);
        var answer = await page.RunAndWaitForResponseAsync(() => again.ClickAsync(), "**/repetition");

        answer.Status.ShouldBe(202);
        (await OrdersAsync(page)).ShouldBe(2);
        visit.ShouldBeClean(Lost);
    }

    [Fact]
    public async Task Steps_of_the_picture_before_are_not_taken_while_the_next_ones_are_on_their_way()
    {
        await using var visit = await Visit.StartAsync(product);
        var page = visit.Page;
        await visit.SignUpAsync();
        await DrawAsync(page, 2);
        var second = await page.Locator(".tile-link").Nth(1).GetAttributeAsync("data-asset");
        await page.Locator(".tile-link").First.ClickAsync();
        await Expect(page.Locator(".details")).ToBeVisibleAsync();
        var details = await Held.NextAsync(page, "**/en/images/details/*");

        await page.Keyboard.PressAsync("ArrowRight");
        await details.Asked;
        await page.Locator(".details-actions button").Last.ClickAsync();
        await Expect(page.Locator("dialog.lightbox")).ToBeVisibleAsync();
        details.GoOn();
        await Expect(page.Locator(".details")).ToHaveAttributeAsync("data-asset", second!);
        await page.Locator(".details-actions button").Last.ClickAsync();

        await Expect(page.Locator(".source-picture")).ToHaveAttributeAsync("data-asset", second!);
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task The_collection_that_was_opened_last_stays_open_when_an_older_answer_comes_late()
    {
        await using var visit = await Visit.StartAsync(product);
        var page = visit.Page;
        await visit.SignUpAsync();
        await OpenAsync(page, "/en/images");
        await page.EvaluateAsync(
            "async () => { for (const name of ['First', 'Second']) { await fetch('/api/collections', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name }) }); } }");
        await page.GotoAsync("/en/images?view=grid");
        await page.WaitForFunctionAsync("() => customElements.get('image-library')");
        var first = page.Locator(".library-chip", new() { HasText = "First" });
        var address = $"**/collections?collection={await first.GetAttributeAsync("data-collection")}";
        var row = await Held.NextAsync(page, address);

        await first.ClickAsync();
        await row.Asked;
        await page.Locator(".library-chip", new() { HasText = "Second" }).ClickAsync();
        await Expect(page.Locator("#library-collection-menu")).ToHaveCountAsync(1);
        await ComeAsync(page, address, row);

        await Expect(page.Locator(".library-chip[aria-current]")).ToHaveTextAsync("Second");
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_picture_that_comes_when_somebody_has_left_does_not_change_the_next_page_s_address()
    {
        const string Source = "**/en/images/source/*";
        await using var visit = await Visit.StartAsync(product);
        var page = visit.Page;
        await visit.SignUpAsync();
        await OpenAsync(page, "/en/images?task=upscale");
        var picture = await Held.NextAsync(page, Source);
        await ChooseAsync(page);
        await picture.Asked;

        await page.Locator("a[href='/en/wallet']").First.ClickAsync();
        await Expect(page.Locator("image-studio")).ToHaveCountAsync(0);
        await ComeAsync(page, Source, picture);

        page.Url.ShouldEndWith("/en/wallet");
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task Models_to_compare_with_are_still_themselves_after_a_reload()
    {
        await using var visit = await StartRichAsync();
        var page = visit.Page;
        await OpenAsync(page, "/en/images?model=gpt-image-2");
        await page.Locator(".rivals summary").ClickAsync();
        await page.Locator("[name=with][value='flux-2-pro']").CheckAsync();
        await OpenAsync(page, "/en/images?model=gpt-image-2");

        await Expect(page.Locator("[name=with][value='flux-2-pro']")).ToHaveCountAsync(1);
        visit.ShouldBeClean();
    }

    private static ILocator Spend(IPage page) => page.Locator("[data-part=spend]");

    private static ILocator Price(IPage page) => page.Locator("[data-part=price]");

    private static ILocator Refusal(IPage page) => page.Locator("[data-part=refusal]");

    private static ILocator Prompt(IPage page) => page.Locator("textarea[name=prompt]");

    private static string Text(string key) => Words.Of("en", key);

    /// <summary>How often the page has asked for a path since.</summary>
    private static Func<int> Sent(IPage page, string path)
    {
        var sent = 0;
        page.Request += (_, request) => sent += new Uri(request.Url).AbsolutePath == path ? 1 : 0;
        return () => sent;
    }

    private static async Task OpenAsync(IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.WaitForFunctionAsync("() => customElements.get('image-studio')");
    }

    private static Task ChooseTaskAsync(IPage page, string task) => page.Locator($"[name=task][value={task}]").CheckAsync(new() { Force = true });

    private static async Task ChooseAsync(IPage page)
    {
        var bytes = Convert.FromBase64String(await page.EvaluateAsync<string>(
            """
            () => {
              const canvas = Object.assign(document.createElement('canvas'), { width: 300, height: 200 });
              const draw = canvas.getContext('2d');
              draw.fillStyle = '#4a90d9'; draw.fillRect(0, 0, 300, 120);
              draw.fillStyle = '#3c7a3c'; draw.fillRect(0, 120, 300, 80);
              return canvas.toDataURL('image/png').split(',')[1];
            }
            """));
        await page.Locator("[data-part=source-file]").SetInputFilesAsync(new FilePayload { Name = "meadow.png", MimeType = "image/png", Buffer = bytes });
    }

    private static async Task OrderAsync(IPage page, string model, string prompt, int count = 1) => await page.EvaluateAsync(
        "order => fetch('/api/images', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(order) })",
        new { model, prompt, count });

    private static Task<int> OrdersAsync(IPage page) => page.EvaluateAsync<int>("async () => (await (await fetch('/api/images')).json()).items.length");

    /// <summary>Pictures of our own on the page, whose words are known and cost nothing; the first one's id.</summary>
    private static async Task<string> DrawAsync(IPage page, int count = 1)
    {
        await OpenAsync(page, "/en/images");
        await OrderAsync(page, "built-in-image", Pond, count);
        await Expect(page.Locator(".batch .tile img")).ToHaveCountAsync(count, new() { Timeout = 60_000 });
        return (await page.Locator(".tile-link").First.GetAttributeAsync("data-asset"))!;
    }

    /// <summary>The answer that was held is here, and the page has done with it what it does.</summary>
    private static async Task ComeAsync(IPage page, string address, Held held)
    {
        var answer = page.WaitForResponseAsync(address);
        held.GoOn();
        await (await answer).FinishedAsync();
        await page.EvaluateAsync("() => new Promise(requestAnimationFrame)");
    }

    /// <summary>Somebody for whom every model is ready.</summary>
    private async Task<Visit> StartRichAsync()
    {
        var visit = await Visit.StartAsync(product);
        await product.GrantAsync(await visit.SignUpAsync(), 100_000);
        return visit;
    }
}
