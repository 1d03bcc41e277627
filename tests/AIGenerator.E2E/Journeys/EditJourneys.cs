using AIGenerator.E2E.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>Pictures that are worked on: brought, marked, replaced, extended, varied, enlarged, compared.</summary>
public sealed class EditJourneys(RunningProduct product)
{
    // A photograph as a camera gives it, drawn by the browser: sky, sun, meadow.
    private const string Photograph = """
        async ([width, height]) => {
          const canvas = document.createElement('canvas');
          canvas.width = width; canvas.height = height;
          const draw = canvas.getContext('2d');
          const sky = draw.createLinearGradient(0, 0, 0, height);
          sky.addColorStop(0, '#4a90d9'); sky.addColorStop(.6, '#f6d8a8'); sky.addColorStop(.6, '#3c7a3c'); sky.addColorStop(1, '#1f4a22');
          draw.fillStyle = sky; draw.fillRect(0, 0, width, height);
          draw.fillStyle = '#fff3b0'; draw.beginPath(); draw.arc(width * .7, height * .3, height * .1, 0, 7); draw.fill();
          return canvas.toDataURL('image/jpeg', .9).split(',')[1];
        }
        """;

    [Theory]
    [InlineData("en", 1440)]
    [InlineData("uk", 390)]
    public async Task A_part_of_an_own_picture_is_marked_and_replaced_and_nothing_is_lost_on_reload(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        await OpenAsync(page, $"/{language}/images");
        await ChooseTaskAsync(page, "inpaint");
        await Expect(page.Locator("[data-part=source-drop]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-do=mask]")).ToBeVisibleAsync();
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"edit-empty-{language}-{width}");

        await BringAsync(page, 1200, 800);
        await Expect(page.Locator("[data-part=spend]")).ToHaveAttributeAsync("aria-disabled", "true");
        await Expect(page.Locator("[data-part=after]")).Not.ToBeEmptyAsync();
        await page.Locator("textarea[name=prompt]").FillAsync(language == "uk" ? "Густий ліс" : "A dense forest");
        await page.Locator("[data-do=mask]").ClickAsync();
        await Expect(page.Locator("dialog.mask-editor")).ToBeVisibleAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('.mask-stage img').naturalWidth > 0");
        await PaintAsync(page, width);
        await Expect(page.Locator("[data-part=mask-undo]")).ToHaveAttributeAsync("aria-disabled", "false");
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"edit-mask-{language}-{width}");
        await page.Locator("[data-part=mask-done]").ClickAsync();
        await Expect(page.Locator("[data-part=mask-share]")).ToContainTextAsync("%");

        await page.ReloadAsync();
        await page.WaitForFunctionAsync("() => customElements.get('image-studio')");
        await Expect(page.Locator("[data-part=mask-share]")).ToContainTextAsync("%");
        await Expect(page.Locator("textarea[name=prompt]")).ToHaveValueAsync(language == "uk" ? "Густий ліс" : "A dense forest");
        await page.ShootAsync($"edit-ready-{language}-{width}");
        await page.Locator("[data-part=spend]").ClickAsync();
        await Expect(page.Locator(".batch .tile img")).ToHaveCountAsync(1, new() { Timeout = 30_000 });

        await page.Locator(".tile-link").First.ClickAsync();
        await Expect(page.Locator("[data-part=lightbox-compare]")).ToBeVisibleAsync();
        await page.Locator("[data-part=lightbox-compare]").ClickAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('.lightbox-before').naturalWidth > 0 && document.querySelector('.lightbox-picture').naturalWidth > 0");
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator("[data-part=lightbox-split]")).ToHaveValueAsync("51");
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"edit-before-after-{language}-{width}");
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_mask_is_marked_in_numbers_by_keyboard_only_and_strokes_are_taken_back_and_done_again()
    {
        await using var visit = await Visit.StartAsync(product);
        var page = visit.Page;
        await visit.SignUpAsync("en");
        await OpenAsync(page, "/en/images?task=inpaint");
        await BringAsync(page, 800, 600);
        await page.Locator("[data-do=mask]").FocusAsync();

        // The editor's code comes when somebody paints.
        const string Editors = "() => performance.getEntriesByType('resource').filter(one => one.name.includes('/chunk-maskeditor')).length";
        (await page.EvaluateAsync<int>(Editors)).ShouldBe(0);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("dialog.mask-editor")).ToBeVisibleAsync();
        (await page.EvaluateAsync<int>(Editors)).ShouldBe(1);
        await page.Locator(".mask-numbers summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        foreach (var (name, value) in new[] { ("x", "0"), ("y", "0"), ("width", "400"), ("height", "600") })
        {
            await page.Locator($"[name=mask-{name}]").FocusAsync();
            await page.Keyboard.PressAsync("Control+A");
            await page.Keyboard.TypeAsync(value);
        }

        await page.Locator("[data-part=mask-box-mark]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("[data-part=mask-done]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-part=mask-share]")).ToContainTextAsync("50 %");
        await Expect(page.Locator("[data-do=mask]")).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("dialog.mask-editor")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Control+Z");
        await Expect(page.Locator("[data-part=mask-undo]")).ToHaveAttributeAsync("aria-disabled", "true");
        await page.Keyboard.PressAsync("Control+Shift+Z");
        await page.Locator("[data-part=mask-invert]").ClickAsync();
        await page.Locator("[data-part=mask-done]").ClickAsync();
        await Expect(page.Locator("[data-part=mask-share]")).ToContainTextAsync("50 %");

        // Leaving without being done keeps what was.
        await page.Locator("[data-do=mask]").ClickAsync();
        await page.Locator("[data-part=mask-clear]").ClickAsync();
        await page.Locator("[data-part=mask-close]").ClickAsync();
        await Expect(page.Locator("[data-part=mask-share]")).ToContainTextAsync("50 %");
        visit.ShouldBeClean();
    }

    [Theory]
    [InlineData("en", 1440)]
    [InlineData("uk", 390)]
    public async Task A_picture_is_varied_extended_and_enlarged_and_knows_its_kin(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        await OpenAsync(page, $"/{language}/images");
        await page.Locator("textarea[name=prompt]").FillAsync(language == "uk" ? "Маяк на скелі" : "A lighthouse on a cliff");
        await page.Locator("[data-part=spend]").ClickAsync();
        await Expect(page.Locator(".batch .tile img")).ToHaveCountAsync(1, new() { Timeout = 30_000 });

        await UseAsync(page, "vary", last: true);
        await Expect(page.Locator("[data-part=strength-value]")).ToHaveTextAsync("70 %");
        await page.ShootAsync($"edit-remix-{language}-{width}");
        await SpendAsync(page, 2);

        await UseAsync(page, "expand");
        await page.Locator("[data-do=margins][data-shape='16:9']").ClickAsync();
        await Expect(page.Locator("[name=margin-left]")).Not.ToHaveValueAsync("0");
        await page.ShootAsync($"edit-extend-{language}-{width}");
        await SpendAsync(page, 3);

        await UseAsync(page, "enlarge");
        await Expect(page.Locator("[data-part=prompt-slot]")).ToBeHiddenAsync();
        await SpendAsync(page, 4);
        await page.Locator(".tile-link").First.ClickAsync();
        await ShowDetailsAsync(page);
        await Expect(page.Locator(".lineage").First.Locator("li")).ToHaveCountAsync(3);
        await Expect(page.Locator(".details-facts")).ToContainTextAsync("PNG");
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"edit-details-{language}-{width}");
        await page.Locator(".lineage").First.Locator("a").First.ClickAsync();
        await Expect(page.Locator(".lineage").Last.Locator("li")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Escape");
        await page.ShootAsync($"edit-stream-{language}-{width}");
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task Nothing_is_spent_on_the_picture_before_while_another_one_is_on_its_way()
    {
        await using var visit = await Visit.StartAsync(product);
        var page = visit.Page;
        await visit.SignUpAsync("en");
        await OpenAsync(page, "/en/images?task=upscale");
        await BringAsync(page, 600, 400);
        var first = await page.Locator(".source-picture").GetAttributeAsync("data-asset");
        var come = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync("**/en/images/source/*", async route => { await come.Task; await route.ContinueAsync(); });

        await ChooseAsync(page, 500, 300);
        await Expect(page.Locator("[data-part=source-busy]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-part=spend]")).ToHaveAttributeAsync("aria-disabled", "true");
        await page.Locator("[data-part=spend]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        come.SetResult();
        await Expect(page.Locator(".source-picture")).Not.ToHaveAttributeAsync("data-asset", first!);
        await Expect(page.Locator("[data-part=spend]")).ToHaveAttributeAsync("aria-disabled", "false");
        await Expect(page.Locator(".batch")).ToHaveCountAsync(0);
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_subject_is_cut_out_and_shows_on_squares()
    {
        await using var visit = await Visit.StartAsync(product);
        var page = visit.Page;
        await visit.SignUpAsync("en");
        await OpenAsync(page, "/en/images?task=removeBackground");
        await Expect(page.Locator("[name=model] option")).Not.ToHaveCountAsync(0);
        await page.Locator("[name=model]").SelectOptionAsync("built-in-image");
        await BringAsync(page, 900, 600);
        await SpendAsync(page, 1);
        await page.Locator(".tile-link").First.ClickAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('.lightbox-picture').naturalWidth === 900");
        await page.ShootAsync("edit-cutout-en-1440");
        visit.ShouldBeClean();
    }

    [Theory]
    [InlineData("en", 1440)]
    [InlineData("uk", 390)]
    public async Task A_picture_is_put_into_words_and_drawn_from_them(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        var words = language == "uk" ? "Тихий ставок" : "A quiet pond";
        await OpenAsync(page, $"/{language}/images");
        await page.Locator("textarea[name=prompt]").FillAsync(words);
        await SpendAsync(page, 1);
        await page.Locator(".tile-link").First.ClickAsync();
        await ShowDetailsAsync(page);
        await page.Locator(".details-actions button").Last.ClickAsync();
        await Expect(page.Locator("[data-part=describe-by]")).Not.ToBeEmptyAsync();
        await page.Locator("[data-part=spend]").ClickAsync();
        await Expect(page.Locator("[name=described]")).ToHaveValueAsync(words);
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"describe-{language}-{width}");
        await page.Locator("[data-do=describe-use]").ClickAsync();
        await Expect(page.Locator("textarea[name=prompt]")).ToHaveValueAsync(words);
        await Expect(page.Locator("[name=task][value=create]")).ToBeCheckedAsync();

        await ChooseTaskAsync(page, "describe");
        await page.Locator("[data-do=source-remove]").ClickAsync();
        await Expect(page.Locator("[data-part=spend]")).ToHaveAttributeAsync("aria-disabled", "true");
        await Expect(page.Locator("[data-part=after]")).Not.ToBeEmptyAsync();
        visit.ShouldBeClean();
    }

    [Theory]
    [InlineData("en", 1440)]
    [InlineData("uk", 390)]
    public async Task One_prompt_goes_to_several_models_whose_pictures_lie_side_by_side(string language, int width)
    {
        await using var owner = await Visit.StartAsync(product, language, width);
        var email = await owner.SignUpAsync(language);
        await product.GrantAsync(email, 100_000);
        var page = owner.Page;
        await OpenAsync(page, $"/{language}/images?model=gpt-image-2");
        await page.Locator("textarea[name=prompt]").FillAsync(language == "uk" ? "Паперовий кораблик" : "A paper boat");
        await page.Locator(".rivals summary").ClickAsync();
        await page.Locator("[name=with][value='gemini-nano-banana-2.1']").CheckAsync();
        await page.Locator("[name=with][value='built-in-image']").CheckAsync();
        await page.Locator("[name=with][value='flux-2-pro']").CheckAsync();
        await Expect(page.Locator("[name=with]:not(:checked):not(:disabled)")).ToHaveCountAsync(0);
        await Expect(page.Locator("[data-part=price]")).ToContainTextAsync(new System.Text.RegularExpressions.Regex("[0-9]"));
        await owner.ShouldBeAccessibleAsync();
        await page.ShootAsync($"compare-form-{language}-{width}");
        await page.Locator("[data-part=spend]").ClickAsync();
        await Expect(page.Locator(".side-by-side .batch .tile img")).ToHaveCountAsync(4, new() { Timeout = 30_000 });
        await page.ReloadAsync();
        await Expect(page.Locator(".side-by-side")).ToHaveCountAsync(1);
        await Expect(page.Locator(".side-by-side .batch .tile img")).ToHaveCountAsync(4);
        await page.Locator(".side-by-side").ScrollIntoViewIfNeededAsync();
        await owner.ShouldBeAccessibleAsync();
        await page.ShootAsync($"compare-done-{language}-{width}");
        owner.ShouldBeClean();
    }

    [Fact]
    public async Task What_is_no_picture_is_refused_in_words_and_a_picture_of_the_page_is_dropped_onto_the_form()
    {
        await using var visit = await Visit.StartAsync(product);
        var page = visit.Page;
        await visit.SignUpAsync("en");
        await OpenAsync(page, "/en/images?task=upscale");
        await Expect(page.Locator("[data-part=spend]")).ToHaveAttributeAsync("aria-disabled", "true");
        await Expect(page.Locator("[data-part=after]")).ToHaveTextAsync("Choose a picture first.");
        await page.Locator("[data-part=source-file]").SetInputFilesAsync(new FilePayload { Name = "holiday.jpg", MimeType = "image/jpeg", Buffer = "no picture at all"u8.ToArray() });
        await Expect(page.Locator("[data-part=refusal]")).ToContainTextAsync("not charged");

        await ChooseTaskAsync(page, "create");
        await page.Locator("textarea[name=prompt]").FillAsync("Mountains at night");
        await SpendAsync(page, 1);
        await page.Locator(".tile-link").First.DragToAsync(page.Locator(".studio-panel"));
        await Expect(page.Locator("[name=task][value=remix]")).ToBeCheckedAsync();
        await Expect(page.Locator(".source-picture")).ToBeVisibleAsync();
        visit.ShouldBeClean("422", "415");
    }

    private static async Task OpenAsync(IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.WaitForFunctionAsync("() => customElements.get('image-studio')");
    }

    private static Task ChooseTaskAsync(IPage page, string task) => page.Locator($"[name=task][value={task}]").CheckAsync(new() { Force = true });

    private static async Task ChooseAsync(IPage page, int width, int height)
    {
        var bytes = Convert.FromBase64String(await page.EvaluateAsync<string>(Photograph, new[] { width, height }));
        await page.Locator("[data-part=source-file]").SetInputFilesAsync(new FilePayload { Name = "meadow.jpg", MimeType = "image/jpeg", Buffer = bytes });
    }

    private static async Task BringAsync(IPage page, int width, int height)
    {
        await ChooseAsync(page, width, height);
        await Expect(page.Locator($".source-picture[data-width='{width}'][data-height='{height}']")).ToBeVisibleAsync();
    }

    /// <summary>Strokes across the picture: with a mouse, or with fingers.</summary>
    private static async Task PaintAsync(IPage page, int width)
    {
        var box = (await page.Locator(".mask-stage img").BoundingBoxAsync())!;
        (float X, float Y)[] path = [.. Enumerable.Range(0, 12).Select(at => (box.X + box.Width * (0.2f + 0.05f * at), box.Y + box.Height * (0.75f + 0.03f * (at % 3))))];
        if (width >= 720)
        {
            await page.Mouse.MoveAsync(path[0].X, path[0].Y);
            await page.Mouse.DownAsync();
            foreach (var (x, y) in path)
            {
                await page.Mouse.MoveAsync(x, y);
            }

            await page.Mouse.UpAsync();
            return;
        }

        var fingers = await page.Context.NewCDPSessionAsync(page);
        await TouchAsync("touchStart", path[0]);
        foreach (var point in path)
        {
            await TouchAsync("touchMove", point);
        }

        await TouchAsync("touchEnd", null);

        Task TouchAsync(string type, (float X, float Y)? at) => fingers.SendAsync("Input.dispatchTouchEvent", new Dictionary<string, object>
        {
            ["type"] = type, ["touchPoints"] = at is { } point ? new object[] { new Dictionary<string, object> { ["x"] = point.X, ["y"] = point.Y } } : [],
        });
    }

    /// <summary>Opens the newest picture and chooses what to do with it.</summary>
    private static async Task UseAsync(IPage page, string icon, bool last = false)
    {
        await page.Locator(".tile-link").First.ClickAsync();
        await ShowDetailsAsync(page);
        var index = icon switch { "vary" => last ? 1 : 0, "expand" => 3, "enlarge" => 4, _ => 5 };
        await page.Locator(".details-actions button").Nth(index).ClickAsync();
        await Expect(page.Locator("dialog.lightbox")).ToBeHiddenAsync();
        await Expect(page.Locator(".source-picture")).ToBeVisibleAsync();
    }

    private static async Task ShowDetailsAsync(IPage page)
    {
        if (await page.Locator("[data-part=lightbox-info]").GetAttributeAsync("aria-pressed") != "true")
        {
            await page.Locator("[data-part=lightbox-info]").ClickAsync();
        }

        await Expect(page.Locator(".details")).ToBeVisibleAsync();
    }

    private static async Task SpendAsync(IPage page, int batches)
    {
        await page.Locator("[data-part=spend]").ClickAsync();
        await Expect(page.Locator(".batch")).ToHaveCountAsync(batches);
        await Expect(page.Locator(".batch .tile img")).ToHaveCountAsync(batches, new() { Timeout = 60_000 });
    }
}
