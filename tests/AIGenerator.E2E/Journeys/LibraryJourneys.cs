using System.IO.Compression;
using AIGenerator.E2E.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>All pictures as a grid: found, chosen, saved, collected, deleted and brought back.</summary>
public sealed class LibraryJourneys(RunningProduct product)
{
    [Theory]
    [InlineData("en", 1440)]
    [InlineData("uk", 390)]
    public async Task All_pictures_are_side_by_side_and_stay_so_after_a_reload_and_on_the_way_back(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        await OpenAsync(page, language, "?view=grid");
        await Expect(page.Locator(".library-none")).ToBeVisibleAsync();
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"library-empty-{language}-{width}");

        await DrawAsync(page, [("A forest in the fog", "16:9", 2), ("Sunset over the sea", "1:1", 2), ("Mountains at night", "9:16", 2), ("A neon city", "4:3", 2)]);
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(8, new() { Timeout = 60_000 });
        await page.WaitForFunctionAsync("() => [...document.querySelectorAll('[data-tile] img')].slice(0, 4).every(image => image.complete && image.naturalWidth > 0)");
        await Expect(page.Locator("[data-tile] picture-blur")).ToHaveCountAsync(0);
        await ShouldFillRowsAsync(page);
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"library-grid-{language}-{width}");

        await page.Locator("[data-to=stream]").ClickAsync();
        await Expect(page.Locator(".batch").First).ToBeVisibleAsync();
        await Expect(page.Locator(".library-grid")).ToBeHiddenAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/images$"));
        await page.ShootAsync($"library-stream-{language}-{width}");
        await page.Locator("[data-to=grid]").ClickAsync();
        await Expect(page.Locator(".library-grid")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(page.Locator("[data-tile]:visible")).ToHaveCountAsync(8);
        await page.EvaluateAsync("() => document.querySelector('a[href$=\"/wallet\"]').click()");
        await page.WaitForURLAsync("**/wallet");
        await Expect(page.Locator("image-studio")).ToHaveCountAsync(0);
        await page.GoBackAsync();
        await Expect(page.Locator("[data-tile]:visible")).ToHaveCountAsync(8);

        await ReadyAsync(page);
        await page.Locator(".library-link").Nth(1).ClickAsync();
        await Expect(page.Locator("[data-part=lightbox-count]")).ToHaveTextAsync("2 / 8");
        await Expect(page.Locator("[data-part=lightbox-details] > *").First).ToBeAttachedAsync();
        await page.Locator("[data-part=lightbox-delete]").ClickAsync();
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(7);
        await page.Locator("toast-region button", new() { HasText = language == "uk" ? "Повернути" : "Undo" }).ClickAsync();
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(8);
        visit.ShouldBeClean();
    }

    [Theory]
    [InlineData("en", 1440)]
    [InlineData("uk", 390)]
    public async Task Pictures_are_found_by_words_and_filters_and_the_address_keeps_them(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        await OpenAsync(page, language, "?view=grid");
        await DrawAsync(page, [("A forest in the fog", "16:9", 1), ("Sunset over the sea", "1:1", 2)]);
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(3, new() { Timeout = 60_000 });

        await page.Locator("#studio-search").FillAsync("SUNSET");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(2);
        await page.ReloadAsync();
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(2);
        await Expect(page.Locator("#studio-search")).ToHaveValueAsync("SUNSET");
        await ReadyAsync(page);
        await page.Locator("#library-by").SelectOptionAsync("built-in-image");
        await page.Locator("#library-origin").SelectOptionAsync("uploaded");
        await Expect(page.Locator(".library-none")).ToBeVisibleAsync();
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"library-none-{language}-{width}");
        await page.Locator("[data-do=widen]").ClickAsync();
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(3);
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("view=grid$"));
        visit.ShouldBeClean();
    }

    [Theory]
    [InlineData("en", 1440)]
    [InlineData("uk", 390)]
    public async Task Chosen_pictures_are_saved_as_a_file_or_an_archive_and_deleted_ones_come_back(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        await OpenAsync(page, language, "?view=grid");
        await DrawAsync(page, [(language == "uk" ? "Захід сонця над морем" : "Sunset over the sea", "1:1", 4)]);
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(4, new() { Timeout = 60_000 });

        await page.Locator(".library [data-do=select]").ClickAsync();
        await page.Locator(".library-link").First.ClickAsync();
        await ShouldCountAsync(page, 1);
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"library-select-{language}-{width}");
        var file = await page.RunAndWaitForDownloadAsync(() => SaveAsync(page, "jpeg"));
        file.SuggestedFilename.ShouldEndWith(".jpg");
        file.SuggestedFilename.ShouldStartWith(language == "uk" ? "Захід-сонця-над-морем-" : "Sunset-over-the-sea-");
        (await BytesAsync(file))[..3].ShouldBe([0xFF, 0xD8, 0xFF]);

        await page.Locator(".library-link").Nth(2).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await ShouldCountAsync(page, 3);
        var zip = await page.RunAndWaitForDownloadAsync(() => SaveAsync(page, "webp"));
        await using (var archive = new ZipArchive(new MemoryStream(await BytesAsync(zip))))
        {
            archive.Entries.Count(entry => entry.Name.EndsWith(".webp", StringComparison.Ordinal)).ShouldBe(3);
            archive.GetEntry("pictures.json").ShouldNotBeNull();
        }

        await page.Locator(".library [data-part=bar] [data-do=delete]").ClickAsync();
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(1);
        await Expect(page.Locator(".library [data-part=bar]")).ToBeHiddenAsync();
        await page.Locator("toast-region button", new() { HasText = language == "uk" ? "Повернути" : "Undo" }).ClickAsync();
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(4);
        await page.Locator("[data-to=stream]").ClickAsync();
        await Expect(page.Locator(".batch .tile img")).ToHaveCountAsync(4);
        visit.ShouldBeClean();
    }

    [Theory]
    [InlineData("en", 1440)]
    [InlineData("uk", 390)]
    public async Task Collections_are_made_filled_renamed_deleted_and_brought_back(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        await OpenAsync(page, language, "?view=grid");
        await DrawAsync(page, [("Sunset over the sea", "16:9", 3)]);
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(3, new() { Timeout = 60_000 });

        await page.Locator(".library [data-do=select]").ClickAsync();
        await page.Locator(".library-link").Nth(0).ClickAsync();
        await page.Locator(".library-link").Nth(2).ClickAsync();
        await page.Locator("[popovertarget=library-add]").ClickAsync();
        await page.Locator("[data-do=add-new]").ClickAsync();
        await page.Locator("[name=collection-name]").FillAsync(" ");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#collection-refusal")).ToBeVisibleAsync();
        await page.Locator("[name=collection-name]").FillAsync(language == "uk" ? "Море" : "Sea");
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"library-name-{language}-{width}");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("dialog#collection-dialog")).ToBeHiddenAsync();
        await Expect(page.Locator(".library-chip")).ToHaveCountAsync(3);

        await page.Locator(".library-chip").Nth(1).ClickAsync();
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(2);
        await Expect(page.Locator("[popovertarget=library-collection-menu]")).ToBeVisibleAsync();
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"library-collection-{language}-{width}");
        await page.Locator(".library [data-do=select]").ClickAsync();
        await page.Locator(".library-link").First.ClickAsync();
        await page.Locator("[data-do=take-out]").ClickAsync();
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(1);

        await page.Locator("[popovertarget=library-collection-menu]").ClickAsync();
        await page.Locator("[data-do=rename-collection]").ClickAsync();
        await page.Locator("[name=collection-name]").FillAsync(language == "uk" ? "Узбережжя" : "Coast");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".library-chip").Nth(1)).ToHaveTextAsync(language == "uk" ? "Узбережжя" : "Coast");
        await page.ReloadAsync();
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(1);
        await ReadyAsync(page);
        await page.Locator("[popovertarget=library-collection-menu]").ClickAsync();
        await page.Locator("[data-do=delete-collection]").ClickAsync();
        await Expect(page.Locator(".library-chip")).ToHaveCountAsync(2);
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(3);
        await page.Locator("toast-region .toast", new() { HasText = language == "uk" ? "Узбережжя" : "Coast" }).Locator("[data-action]").ClickAsync();
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(1);
        visit.ShouldBeClean("422");
    }

    [Fact]
    public async Task The_keyboard_walks_over_the_grid_and_chooses()
    {
        await using var visit = await Visit.StartAsync(product, "en", 1440);
        var page = visit.Page;
        await visit.SignUpAsync("en");
        await OpenAsync(page, "en", "?view=grid");
        await DrawAsync(page, [("Sunset over the sea", "1:1", 4), ("A forest", "1:1", 4)]);
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(8, new() { Timeout = 60_000 });

        await page.Locator(".library [data-do=select]").FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator(".library-link").First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(page.Locator(".library-link").Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Space");
        await ShouldCountAsync(page, 1);
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Space");
        await ShouldCountAsync(page, 2);
        await page.Keyboard.PressAsync("Control+a");
        await ShouldCountAsync(page, 8);
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("[data-do=leave]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".library [data-part=bar]")).ToBeHiddenAsync();
        await Expect(page.Locator("[data-tile][data-chosen]")).ToHaveCountAsync(0);
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_finger_that_rests_on_a_picture_chooses_it()
    {
        await using var visit = await Visit.StartAsync(product, "uk", 390);
        var page = visit.Page;
        await visit.SignUpAsync("uk");
        await OpenAsync(page, "uk", "?view=grid");
        await DrawAsync(page, [("Sunset over the sea", "1:1", 2)]);
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(2, new() { Timeout = 60_000 });

        await page.Locator(".library-link").First.DispatchEventAsync("pointerdown", new { pointerType = "touch", bubbles = true });
        await ShouldCountAsync(page, 1);
        await page.Locator(".library-link").First.DispatchEventAsync("pointerup", new { pointerType = "touch", bubbles = true });
        await page.Locator(".library-link").First.DispatchEventAsync("click");
        await ShouldCountAsync(page, 1);
        await Expect(page.Locator("dialog.lightbox")).ToBeHiddenAsync();
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_place_has_the_colours_of_its_picture_until_the_picture_is_there()
    {
        await using var visit = await Visit.StartAsync(product, "en", 1440);
        var page = visit.Page;
        await visit.SignUpAsync("en");
        await OpenAsync(page, "en", "?view=grid");
        await DrawAsync(page, [("Sunset over the sea", "16:9", 2)]);
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(2, new() { Timeout = 60_000 });
        var before = await BoxesAsync(page);

        var ready = new TaskCompletionSource();
        await page.RouteAsync("**/api/assets/*", async route =>
        {
            await ready.Task;
            await route.ContinueAsync();
        });
        await page.ReloadAsync(new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await Expect(page.Locator("[data-tile] picture-blur canvas")).ToHaveCountAsync(2);
        var blurred = await page.EvaluateAsync<int[]>(MiddleOf, "[data-tile] canvas");
        (await BoxesAsync(page)).ShouldBe(before, "a place is as large as its picture");
        ready.SetResult();
        await Expect(page.Locator("[data-tile] picture-blur")).ToHaveCountAsync(0);
        var drawn = await page.EvaluateAsync<int[]>(MiddleOf, "[data-tile] img");

        foreach (var (one, other) in blurred.Zip(drawn))
        {
            Math.Abs(one - other).ShouldBeLessThan(40, $"{string.Join(',', blurred)} is not {string.Join(',', drawn)}");
        }

        visit.ShouldBeClean();
    }

    [Fact]
    public async Task The_next_page_comes_before_the_end_is_reached()
    {
        await using var visit = await Visit.StartAsync(product, "en", 1440);
        var page = visit.Page;
        await visit.SignUpAsync("en");
        await OpenAsync(page, "en", "");
        await page.EvaluateAsync(
            """
            async () => {
              const canvas = Object.assign(document.createElement('canvas'), { width: 24, height: 16 });
              const picture = await new Promise(done => canvas.toBlob(done, 'image/png'));
              for (let at = 0; at < 130; at++) {
                const form = new FormData();
                form.append('file', picture, 'a.png');
                await fetch('/api/assets', { method: 'POST', body: form });
              }
            }
            """);

        await page.Locator("[data-to=grid]").ClickAsync();
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(60);
        await page.Locator("[data-tile]").Last.ScrollIntoViewIfNeededAsync();
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(120);
        await page.Locator("[data-tile]").Last.ScrollIntoViewIfNeededAsync();
        await Expect(page.Locator("[data-tile]")).ToHaveCountAsync(130);
        await Expect(page.Locator(".library [data-do=more]")).ToHaveCountAsync(0);
        (await page.Locator("[data-tile]").EvaluateAllAsync<string[]>("tiles => tiles.map(tile => tile.dataset.tile)")).ShouldBeUnique();
        visit.ShouldBeClean();
    }

    /// <summary>The colour in the middle of the first of them, blurred as much as a few pixels are.</summary>
    private const string MiddleOf =
        """
        selector => {
          const small = Object.assign(document.createElement('canvas'), { width: 4, height: 3 });
          const pen = small.getContext('2d');
          pen.drawImage(document.querySelector(selector), 0, 0, 4, 3);
          return [...pen.getImageData(1, 1, 1, 1).data];
        }
        """;

    private static Task<double[]> BoxesAsync(IPage page) =>
        page.Locator("[data-tile]").EvaluateAllAsync<double[]>("tiles => tiles.flatMap(tile => { const box = tile.getBoundingClientRect(); return [box.left, box.top, box.width, box.height]; })");

    private static async Task OpenAsync(IPage page, string language, string query)
    {
        await page.GotoAsync($"/{language}/images{query}");
        await ReadyAsync(page);
    }

    private static Task<IJSHandle> ReadyAsync(IPage page) => page.WaitForFunctionAsync("() => customElements.get('image-studio') && customElements.get('image-library')");

    /// <summary>Orders them one after the other, so that their order is known.</summary>
    private static async Task DrawAsync(IPage page, (string Prompt, string Ratio, int Count)[] orders)
    {
        foreach (var (prompt, ratio, count) in orders)
        {
            await page.EvaluateAsync(
                """
                order => fetch('/api/images', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ model: 'built-in-image', ...order }) })
                """,
                new { prompt, ratio, count });
        }
    }

    private static async Task SaveAsync(IPage page, string format)
    {
        await page.Locator("[popovertarget=library-download]").ClickAsync();
        await page.Locator($"[data-do=save][data-format={format}]").ClickAsync();
    }

    private static async Task<byte[]> BytesAsync(IDownload download)
    {
        await using var content = await download.CreateReadStreamAsync();
        using var all = new MemoryStream();
        await content.CopyToAsync(all, TestContext.Current.CancellationToken);
        return all.ToArray();
    }

    private static Task ShouldCountAsync(IPage page, int count) => Expect(page.Locator(".library [data-part=count]")).ToContainTextAsync($": {count}");

    /// <summary>Tiles of a row are equally high, and every full row reaches the end of the grid.</summary>
    private static async Task ShouldFillRowsAsync(IPage page)
    {
        var wrong = await page.EvaluateAsync<string[]>(
            """
            () => {
              const grid = document.querySelector('.library-grid').getBoundingClientRect();
              const rows = Object.values(Object.groupBy([...document.querySelectorAll('[data-tile]')].map(tile => ({ box: tile.getBoundingClientRect(), r: Number(tile.dataset.r) })), one => Math.round(one.box.top)));
              return rows.flatMap((row, at) => [
                ...row.filter(one => Math.abs(one.box.height - row[0].box.height) > 1.5).map(one => `row ${at}: ${one.box.height} beside ${row[0].box.height}`),
                ...row.filter(one => Math.abs(one.box.width / one.box.height - one.r) > .03).map(one => `row ${at}: ${one.box.width} x ${one.box.height} is not ${one.r}`),
                ...row.filter(one => one.box.right > grid.right + 1).map(() => `row ${at} is too wide`),
              ]);
            }
            """);
        wrong.ShouldBeEmpty();
    }
}
