using AIGenerator.E2E.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>One picture large: nearer by wheel, keys, double click and two fingers; the next one by a swipe.</summary>
public sealed class LightboxJourneys(RunningProduct product)
{
    [Theory]
    [InlineData("en")]
    [InlineData("uk")]
    public async Task A_picture_comes_nearer_by_wheel_keys_and_double_click_and_is_moved(string language)
    {
        await using var visit = await OpenAsync(language, 1440);
        var page = visit.Page;
        var (x, y) = await MiddleAsync(page);

        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.WheelAsync(0, -400);
        await ShouldBeAsync(page, scale => scale is > 2 and < 4);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(x + 90, y + 40, new() { Steps = 4 });
        await page.Mouse.UpAsync();
        (await page.EvaluateAsync<double[]>("() => { const at = new DOMMatrix(document.querySelector('.lightbox-stage').style.transform); return [at.e, at.f]; }")).ShouldBe([90, 40], 2);
        await Expect(page.Locator("[data-part=lightbox-count]")).ToHaveTextAsync("1 / 2");
        await visit.ShouldBeAccessibleAsync();
        await page.Mouse.WheelAsync(0, 4000);
        await ShouldBeAsync(page, scale => scale == 1);

        await page.Keyboard.PressAsync("+");
        await page.Keyboard.PressAsync("+");
        await ShouldBeAsync(page, scale => Math.Abs(scale - 2.56) < 0.01);
        await page.Keyboard.PressAsync("-");
        await ShouldBeAsync(page, scale => Math.Abs(scale - 1.6) < 0.01);
        await page.Keyboard.PressAsync("0");
        await ShouldBeAsync(page, scale => scale == 1);
        await page.Locator("[data-part=lightbox-in]").ClickAsync();
        await ShouldBeAsync(page, scale => Math.Abs(scale - 1.6) < 0.01);
        await page.Locator("[data-part=lightbox-out]").ClickAsync();
        await ShouldBeAsync(page, scale => scale == 1);
        await page.Mouse.DblClickAsync(x, y);
        await ShouldBeAsync(page, scale => Math.Abs(scale - 2.5) < 0.01);

        // Another picture begins whole.
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator("[data-part=lightbox-count]")).ToHaveTextAsync("2 / 2");
        await ShouldBeAsync(page, scale => scale == 1);
        visit.ShouldBeClean();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("uk")]
    public async Task Fingers_turn_to_the_next_picture_and_draw_one_nearer(string language)
    {
        await using var visit = await OpenAsync(language, 390);
        var page = visit.Page;
        var (x, y) = await MiddleAsync(page);
        var fingers = await page.Context.NewCDPSessionAsync(page);

        await SwipeAsync(x + 100, x - 60);
        await Expect(page.Locator("[data-part=lightbox-count]")).ToHaveTextAsync("2 / 2");
        await SwipeAsync(x + 100, x - 60);
        await Expect(page.Locator("[data-part=lightbox-count]")).ToHaveTextAsync("2 / 2");
        await SwipeAsync(x - 20, x + 10);
        await Expect(page.Locator("[data-part=lightbox-count]")).ToHaveTextAsync("2 / 2");
        await SwipeAsync(x - 100, x + 60);
        await Expect(page.Locator("[data-part=lightbox-count]")).ToHaveTextAsync("1 / 2");

        await TouchAsync("touchStart", (x - 40, y), (x + 40, y));
        for (var apart = 50; apart <= 120; apart += 10)
        {
            await TouchAsync("touchMove", (x - apart, y), (x + apart, y));
        }

        await TouchAsync("touchEnd");
        await ShouldBeAsync(page, scale => scale is > 2 and < 4);
        await visit.ShouldBeAccessibleAsync();

        // What is near is moved by the same finger, not turned.
        await SwipeAsync(x + 100, x - 60);
        await Expect(page.Locator("[data-part=lightbox-count]")).ToHaveTextAsync("1 / 2");
        visit.ShouldBeClean();

        async Task SwipeAsync(float from, float to)
        {
            await TouchAsync("touchStart", (from, y));
            for (var step = 1; step <= 4; step++)
            {
                await TouchAsync("touchMove", (from + ((to - from) * step / 4), y));
            }

            await TouchAsync("touchEnd");
        }

        Task TouchAsync(string type, params (float X, float Y)[] points) => fingers.SendAsync("Input.dispatchTouchEvent", new Dictionary<string, object>
        {
            ["type"] = type,
            ["touchPoints"] = points.Select((point, at) => (object)new Dictionary<string, object> { ["x"] = point.X, ["y"] = point.Y, ["id"] = at }).ToArray(),
        });
    }

    private static async Task<(float X, float Y)> MiddleAsync(IPage page)
    {
        var box = (await page.Locator(".lightbox-frame").BoundingBoxAsync())!;
        return (box.X + (box.Width / 2), box.Y + (box.Height / 2));
    }

    private static async Task ShouldBeAsync(IPage page, Func<double, bool> isRight)
    {
        var scale = await page.EvaluateAsync<double>(
            "async () => { await new Promise(requestAnimationFrame); return new DOMMatrix(document.querySelector('.lightbox-stage').style.transform || 'none').a; }");
        isRight(scale).ShouldBeTrue($"the picture is {scale} times as large");
    }

    /// <summary>Two pictures, the first of them open.</summary>
    private async Task<Visit> OpenAsync(string language, int width)
    {
        var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        await page.GotoAsync($"/{language}/images");
        await page.WaitForFunctionAsync("() => customElements.get('image-studio')");
        await page.EvaluateAsync(
            "() => fetch('/api/images', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ model: 'built-in-image', prompt: 'Hills', count: 2 }) })");
        await Expect(page.Locator(".batch .tile img")).ToHaveCountAsync(2, new() { Timeout = 30_000 });
        await page.Locator(".tile-link").First.ClickAsync();
        await Expect(page.Locator("dialog.lightbox")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-part=lightbox-count]")).ToHaveTextAsync("1 / 2");
        return visit;
    }
}
