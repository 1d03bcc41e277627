using System.Text.RegularExpressions;
using AIGenerator.E2E.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>A picture is dragged from wherever it is shown: into the message that is being written, or onto the way to the studio.</summary>
public sealed class DragJourneys(RunningProduct product)
{
    private const string Studio = ".sidebar-nav a[href$='/images']";

    [Theory]
    [InlineData("en")]
    [InlineData("uk")]
    public async Task A_drawn_picture_goes_into_the_next_message_and_from_the_tray_into_the_studio(string language)
    {
        await using var visit = await Visit.StartAsync(product, language);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        await page.GotoAsync($"/{language}/chat");
        await page.WaitForFunctionAsync("() => customElements.get('chat-page') && customElements.get('composer-targets') && customElements.get('job-tray')");
        await page.Locator("#prompt").FocusAsync();
        await page.Keyboard.TypeAsync("/image A hill");
        await Expect(page.Locator("[data-part=once]")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => document.querySelector('.drawn img')?.naturalWidth > 500", null, new() { Timeout = 30_000 });
        await page.AnswerShouldBeDoneAsync();

        await page.Locator("#prompt").FillAsync("What is this?");
        var coming = await Held.NextAsync(page, "**/api/assets/*?download=true");
        await HoldAsync(page, page.Locator(".drawn img"), page.Locator("#prompt"));
        await Expect(page.Locator("[data-part=veil]")).ToBeVisibleAsync();
        await page.Mouse.UpAsync();
        await coming.Asked;
        await Expect(page.Locator("[data-part=send]")).ToHaveAttributeAsync("aria-disabled", "true");
        coming.GoOn();
        await Expect(page.Locator(".attachment[data-state=ready] .attachment-name")).ToHaveTextAsync(new Regex("^A-hill-.*\\.png$"));
        await Expect(page.Locator("[data-part=veil]")).ToBeHiddenAsync();
        await Expect(page.Locator("[data-takes-picture]")).ToHaveCountAsync(0);

        // What is let go elsewhere changes nothing; what is dropped onto the way to the studio opens it.
        await page.GotoAsync($"/{language}/wallet");
        await page.WaitForFunctionAsync("() => customElements.get('job-tray')");
        await page.Locator(".tray-button").ClickAsync();
        await HoldAsync(page, page.Locator(".tray-thumb img").First, page.Locator("h1"));
        await page.Mouse.UpAsync();
        await Expect(page.Locator("[data-takes-picture]")).ToHaveCountAsync(0);
        await Expect(page).ToHaveURLAsync(new Regex("/wallet$"));
        await HoldAsync(page, page.Locator(".tray-thumb img").First, page.Locator(Studio));
        await Expect(page.Locator(Studio)).ToHaveAttributeAsync("data-takes-picture", "now");
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"drag-{language}");
        await page.Mouse.UpAsync();

        await page.WaitForURLAsync($"**/{language}/images?task=remix&source=*");
        await Expect(page.Locator(".source-picture")).ToBeVisibleAsync();
        await Expect(page.Locator("[name=task][value=remix]")).ToBeCheckedAsync();
        visit.ShouldBeClean();
    }

    /// <summary>Takes hold of one thing and brings it over another, without letting go.</summary>
    private static async Task HoldAsync(IPage page, ILocator what, ILocator over)
    {
        var (from, to) = (await MiddleAsync(what), await MiddleAsync(over));
        await page.Mouse.MoveAsync(from.X, from.Y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(from.X + 12, from.Y + 12, new() { Steps = 3 });
        await Expect(page.Locator($"{Studio}[data-takes-picture]")).ToHaveCountAsync(1);
        await page.Mouse.MoveAsync(to.X, to.Y, new() { Steps = 5 });

        // Entered with one move, held over it with the next.
        await page.Mouse.MoveAsync(to.X + 2, to.Y);
    }

    private static async Task<(float X, float Y)> MiddleAsync(ILocator what)
    {
        var box = (await what.BoundingBoxAsync())!;
        return (box.X + (box.Width / 2), box.Y + (box.Height / 2));
    }
}
