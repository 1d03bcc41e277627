using AIGenerator.E2E.Infrastructure;
using Microsoft.Playwright;

namespace AIGenerator.E2E.Journeys;

/// <summary>Steps that many journeys share, in the words of somebody who uses the product.</summary>
internal static class Journey
{
    /// <summary>The simulated vendor's model: it does what the prompt's <c>sim:</c> words say.</summary>
    public const string Simulated = "local/sim-model";

    public const string Password = "correct horse battery staple 42";

    /// <summary>Whether every part of a page has its code; those in a dialog get it when that opens.</summary>
    public const string HasItsCode = "() => [...document.querySelectorAll(':not(:defined)')].every(part => part.closest('dialog:not([open])'))";

    /// <summary>Signs up and lands on the start page; returns the address.</summary>
    public static async Task<string> SignUpAsync(this Visit visit, string language = "en", string? name = null)
    {
        var email = $"person-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}@example.com";
        await visit.Page.GotoAsync($"/{language}/register");
        await visit.Page.Locator("input[name=email]").FillAsync(email);
        await visit.Page.Locator("input[name=displayName]").FillAsync(name ?? "");
        await visit.Page.Locator("input[name=password]").FillAsync(Password);
        await visit.Page.Locator("form:has(input[name=password]) button[type=submit]").ClickAsync();
        await visit.Page.WaitForURLAsync(url => !url.Contains("/register", StringComparison.Ordinal));

        // The address changes when the visit begins; keys pressed before the page is there would go to the old one.
        await visit.Page.Locator(".shell").WaitForAsync();
        return email;
    }

    /// <summary>A new person in a new chat with the simulated model.</summary>
    public static async Task<Visit> StartChatAsync(this RunningProduct product, string language = "en", int width = 1440)
    {
        var visit = await Visit.StartAsync(product, language, width);
        await visit.SignUpAsync(language);
        await visit.Page.GotoAsync($"/{language}/chat");
        await visit.Page.ChooseModelAsync(Simulated);
        return visit;
    }

    /// <summary>Signs in on the page that asks for it.</summary>
    public static async Task SignInAsync(this IPage page, string email)
    {
        await page.Locator("input[name=email]").FillAsync(email);
        await page.Locator("input[name=password]").FillAsync(Password);
        await page.Locator("form:has(input[name=password]) button[type=submit]").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/login", StringComparison.Ordinal));
    }

    /// <summary>Presses Tab, or Shift and Tab, until the focus is where somebody wants to press Enter.</summary>
    public static async Task TabToAsync(this IPage page, string selector, bool back = false)
    {
        const int most = 80;
        for (var presses = 0; presses < most; presses++)
        {
            await page.Keyboard.PressAsync(back ? "Shift+Tab" : "Tab");
            if (await page.EvaluateAsync<bool>("selector => !!document.activeElement?.matches(selector)", selector))
            {
                return;
            }
        }

        throw new ShouldAssertException($"The keyboard never reaches {selector} on {page.Url}.");
    }

    /// <summary>
    /// Waits until what the API answers at <paramref name="path"/> is so, at most half a minute; <paramref name="holds"/> is JavaScript about
    /// <c>answer</c>. (Playwright's own wait takes any promise for a yes.)
    /// </summary>
    public static Task AnsweredAsync(this IPage page, string path, string holds) => page.EvaluateAsync(
        $$"""
        async path => {
            for (const end = Date.now() + 30_000; Date.now() < end; await new Promise(go => setTimeout(go, 100))) {
                const answer = await (await fetch(path)).json();
                if ({{holds}}) { return; }
            }
            throw new Error(`${path} never answered so`);
        }
        """, path);

    /// <summary>Pictures of the page in both themes for the eye, where SHOTS names a folder for them.</summary>
    public static async Task ShootAsync(this IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SHOTS") is not { Length: > 0 } folder)
        {
            return;
        }

        foreach (var theme in new[] { "light", "dark" })
        {
            await page.EvaluateAsync("theme => { document.documentElement.dataset.theme = theme; return Promise.all(document.getAnimations().filter(animation => animation.effect.getComputedTiming().endTime < Infinity).map(animation => animation.finished.catch(() => null))); }", theme);
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{theme}.png") });
        }
    }

    /// <summary>Waits until every part of a chat's page has its code: what the server drew can be seen before, but not yet be used.</summary>
    public static Task ReadyAsync(this IPage page) => page.WaitForFunctionAsync($"() => customElements.get('chat-page') && ({HasItsCode})()");

    /// <summary>Chooses a model by its catalogue id.</summary>
    public static async Task ChooseModelAsync(this IPage page, string model)
    {
        await page.ReadyAsync();
        await page.Locator("[data-do=pick-model]").ClickAsync();
        await page.Locator($".picker-row[data-model='{model}']").ClickAsync();
        await Assertions.Expect(page.Locator("dialog.picker")).Not.ToBeVisibleAsync();
    }

    /// <summary>Types a message and sends it with Enter.</summary>
    public static async Task AskAsync(this IPage page, string message)
    {
        await page.Locator("#prompt").FillAsync(message);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>The newest answer of the conversation.</summary>
    public static ILocator LastAnswer(this IPage page) => page.Locator(".chat-messages article.answer").Last;

    /// <summary>Waits until the newest answer has its receipt, and the page what follows from that.</summary>
    public static async Task AnswerShouldBeDoneAsync(this IPage page)
    {
        await Assertions.Expect(page.LastAnswer().Locator("[data-part=foot] .receipt")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(page.Locator("[data-part=stop]")).ToBeHiddenAsync();
    }
}
