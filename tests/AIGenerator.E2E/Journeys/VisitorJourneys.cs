using AIGenerator.E2E.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>Somebody who has no account.</summary>
public sealed class VisitorJourneys(RunningProduct product)
{
    [Theory]
    [InlineData("en", 1440)]
    [InlineData("uk", 390)]
    public async Task A_visitor_asks_on_the_start_page_and_is_answered_there(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        await visit.Page.GotoAsync("/");
        await Expect(visit.Page).ToHaveURLAsync(new Uri(product.Address, language).AbsoluteUri);
        await visit.ShouldBeAccessibleAsync();

        await Expect(visit.Page.Locator("prompt-box:defined")).ToHaveCountAsync(1);
        await visit.Page.Locator("#prompt-box").FillAsync("12 * 12");
        await visit.Page.Locator("prompt-box button[type=submit]").ClickAsync();

        await Expect(visit.Page.Locator("prompt-box")).ToContainTextAsync("144", new() { Timeout = 30_000 });
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task Public_pages_can_be_read_without_script()
    {
        await using var visit = await Visit.StartAsync(product, script: false);

        foreach (var path in new[] { "/en", "/uk", "/en/pricing", "/en/login", "/en/register" })
        {
            await visit.Page.GotoAsync(path);
            await Expect(visit.Page.Locator("h1")).ToHaveCountAsync(1);
            await Expect(visit.Page.Locator("h1")).Not.ToBeEmptyAsync();
        }

        visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_question_asked_before_the_script_is_there_waits_in_the_chats_field()
    {
        await using var visit = await Visit.StartAsync(product, script: false);
        await visit.Page.GotoAsync("/en");

        await visit.Page.Locator("#prompt-box").FillAsync("12 * 12");
        await visit.Page.Locator("prompt-box button[type=submit]").ClickAsync();

        await Expect(visit.Page.Locator("textarea[name=message]")).ToHaveValueAsync("12 * 12");
        visit.ShouldBeClean();
    }

    [Theory]
    [InlineData("en", 1440)]
    [InlineData("uk", 390)]
    public async Task A_visitors_answer_is_in_the_chats_after_the_sign_up(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await page.GotoAsync($"/{language}");
        await Expect(page.Locator("prompt-box:defined")).ToHaveCountAsync(1);
        await page.Locator("#prompt-box").FillAsync("12 * 12");
        await page.Locator("prompt-box button[type=submit]").ClickAsync();
        await Expect(page.Locator("prompt-box")).ToContainTextAsync("144", new() { Timeout = 30_000 });

        await page.Locator("prompt-box a[href$='/register']").ClickAsync();
        await page.WaitForURLAsync("**/register");
        await page.Locator("input[name=email]").FillAsync($"adopted-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}@example.com");
        await page.Locator("input[name=password]").FillAsync(Journey.Password);
        await page.Locator("form:has(input[name=password]) button[type=submit]").ClickAsync();
        await page.Locator(".last-chat").ClickAsync();

        await page.WaitForURLAsync($"**/{language}/chat/*");
        await Expect(page.Locator(".chat-messages article.question")).ToContainTextAsync("12 * 12");
        await Expect(page.LastAnswer()).ToContainTextAsync("144");
        visit.ShouldBeClean();
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task A_draft_is_still_there_after_signing_in(int width)
    {
        const string draft = "Compare these two contracts and list what differs";
        await using var visit = await Visit.StartAsync(product, width: width);
        var page = visit.Page;
        var email = await visit.SignUpAsync();
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/en/chat");
        await page.WaitForFunctionAsync("() => customElements.get('prompt-composer')");
        await page.Locator("#prompt").FillAsync(draft);

        await page.Locator(".topbar a[href*='/login']").ClickAsync();
        await page.WaitForURLAsync("**/en/login?returnUrl=*");
        await page.SignInAsync(email);

        await page.WaitForURLAsync("**/en/chat");
        await Expect(page.Locator("#prompt")).ToHaveValueAsync(draft);
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task What_one_person_has_typed_is_not_shown_to_the_next_at_the_same_browser()
    {
        await using var visit = await Visit.StartAsync(product);
        var page = visit.Page;
        await visit.SignUpAsync();
        await page.GotoAsync("/en/chat");
        await page.WaitForFunctionAsync("() => customElements.get('prompt-composer')");
        await page.RunAndWaitForResponseAsync(
            () => page.Locator("#prompt").FillAsync("My diagnosis, for my eyes only"), answer => answer.Url.Contains("/api/chat/estimate", StringComparison.Ordinal));

        await page.Locator("[popovertarget=account-menu]").ClickAsync();
        await page.Locator("#sign-out button").ClickAsync();
        await page.Locator(".home").WaitForAsync();
        await visit.SignUpAsync();
        await page.GotoAsync("/en/chat");
        await page.WaitForFunctionAsync("() => customElements.get('prompt-composer')");

        await Expect(page.Locator("#prompt")).ToHaveValueAsync("");
        await page.WaitForFunctionAsync("() => !JSON.stringify(localStorage).includes('diagnosis')");
        visit.ShouldBeClean();
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task Switching_language_and_theme_keeps_the_place(int width)
    {
        await using var visit = await Visit.StartAsync(product, width: width);
        var page = visit.Page;
        await page.GotoAsync("/en/pricing?from=mail");
        await page.WaitForFunctionAsync("() => customElements.get('drop-menu')");
        await page.EvaluateAsync("() => { window.marked = true; scrollTo({ top: 700, behavior: 'instant' }); }");

        await page.Locator("[popovertarget=theme-menu]").ClickAsync();
        await page.Locator("#theme-menu [value=light]").ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
        (await page.EvaluateAsync<bool>("() => window.marked === true && scrollY === 700")).ShouldBeTrue();

        await page.Locator("[popovertarget=language-menu]").ClickAsync();
        await page.Locator("#language-menu [value=uk]").ClickAsync();
        await page.WaitForURLAsync("**/uk/pricing?from=mail");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
        await page.WaitForFunctionAsync("() => scrollY === 700");
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task Language_and_theme_follow_the_choice()
    {
        await using var visit = await Visit.StartAsync(product);
        await visit.Page.GotoAsync("/en/pricing");

        await visit.Page.Locator("form[action*='preferences/theme'] button[value=light]").First.EvaluateAsync("b => b.click()");
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
        await visit.Page.ReloadAsync();
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");

        await visit.Page.Locator("form[action*='preferences/language'] button[value=uk]").First.EvaluateAsync("b => b.click()");
        await visit.Page.WaitForURLAsync("**/uk/pricing");
        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", "uk");
        await visit.Page.GotoAsync("/pricing");
        await Expect(visit.Page).ToHaveURLAsync(new Uri(product.Address, "/uk/pricing").AbsoluteUri);
        visit.ShouldBeClean();
    }
}
