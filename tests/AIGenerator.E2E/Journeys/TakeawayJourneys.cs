using AIGenerator.E2E.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>Taking chats along, showing them to others, bringing them from elsewhere.</summary>
public sealed class TakeawayJourneys(RunningProduct product)
{
    [Theory]
    [EveryScreen]
    public async Task A_chat_is_downloaded_from_its_menu_and_all_of_them_from_the_settings(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await StartChatAsync(visit, language, "Hello sim:tokens=12");
        await page.EvaluateAsync("title => fetch(`/api/chat/${location.pathname.split('/').pop()}`, "
            + "{ method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ title }) })", "Take this along");

        await page.Locator("[popovertarget=chat-menu]").ClickAsync();
        await Expect(page.Locator("#chat-menu")).ToBeVisibleAsync();
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"menu-{language}");
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("[data-export=html]").ClickAsync());
        download.SuggestedFilename.ShouldBe("Take this along.html");
        await OpenFileAsync(visit, await download.PathAsync(), language);

        await page.GotoAsync($"/{language}/settings/data");
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"data-{language}");
        var archive = await page.RunAndWaitForDownloadAsync(() => page.Locator("a[href*='export?format=json']").ClickAsync());
        archive.SuggestedFilename.ShouldEndWith(".zip");
        visit.ShouldBeClean();
    }

    [Theory]
    [EveryScreen]
    public async Task A_link_is_made_read_by_a_stranger_continued_and_closed(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await StartChatAsync(visit, language, "Share this with a friend sim:tokens=40");

        await page.Locator("[popovertarget=chat-menu]").ClickAsync();
        await page.Locator("[data-dialog=share]").ClickAsync();
        await page.Locator("share-links [data-part=make]").ClickAsync();
        await Expect(page.Locator(".share-url")).ToHaveCountAsync(1);
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"share-{language}");
        var link = new Uri(await page.Locator(".share-url").InputValueAsync()).AbsolutePath;

        await using var friend = await Visit.StartAsync(product, language, width);
        await friend.Page.GotoAsync(link);
        friend.Page.Url.ShouldContain($"/{language}/share/");
        await Expect(friend.Page.Locator(".document-message")).ToHaveCountAsync(2);
        await friend.ShouldBeAccessibleAsync();
        await friend.Page.ShootAsync($"shared-{language}");
        (await friend.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0);
        await friend.Page.Locator(".share-go button").ClickAsync();
        await Expect(friend.Page.Locator(".chat-messages article.answer")).ToHaveCountAsync(1);

        await page.Locator("share-links [data-part=revoke]").ClickAsync();
        await Expect(page.Locator(".share-url")).ToHaveCountAsync(0);
        var closed = await friend.Page.GotoAsync($"/{language}{link}");
        closed!.Status.ShouldBe(410);
        await friend.ShouldBeAccessibleAsync();
        visit.ShouldBeClean();
        friend.ShouldBeClean("status of 410");
    }

    [Theory]
    [EveryScreen]
    public async Task Chats_from_elsewhere_are_looked_at_imported_and_go_on_here(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        await page.GotoAsync($"/{language}/settings/data/import");
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"import-{language}");

        await page.Locator("#import-file").SetInputFilesAsync(Path.Combine(Repository.Root, "tests", "AIGenerator.Tests", "Chat", "samples", "claude.json"));
        await page.ShootAsync($"import-chosen-{language}");
        await page.Locator("form[enctype] button[type=submit]").ClickAsync();
        await Expect(page.Locator(".import-titles li")).ToHaveCountAsync(2);
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"look-{language}");

        await page.Locator("form[action$='/start'] button").ClickAsync();
        await Expect(page.Locator("#content a.btn[href$='/chat']")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"imported-{language}");
        await page.GotoAsync($"/{language}/chat");
        await page.Locator(".chat-row a").Filter(new() { HasText = "Letter to the landlord" }).First.EvaluateAsync("link => link.click()");
        await Expect(page.Locator("article.question .branches-number").Last).ToHaveTextAsync("2/2");
        visit.ShouldBeClean();
    }

    private static async Task StartChatAsync(Visit visit, string language, string message)
    {
        await visit.SignUpAsync(language, "Олена");
        await visit.Page.GotoAsync($"/{language}/chat");
        await visit.Page.ChooseModelAsync(Journey.Simulated);
        await visit.Page.AskAsync(message);
        await visit.Page.AnswerShouldBeDoneAsync();
    }

    /// <summary>The downloaded page stands on its own, without the product.</summary>
    private static async Task OpenFileAsync(Visit visit, string path, string language)
    {
        var html = Path.ChangeExtension(path, ".html");
        File.Copy(path, html, overwrite: true);
        var tab = await visit.NewTabAsync();
        await tab.GotoAsync(new Uri(html).AbsoluteUri);
        await Expect(tab.Locator(".document-message")).ToHaveCountAsync(2);
        await Expect(tab.Locator("html")).ToHaveAttributeAsync("lang", language);
        await tab.ShootAsync($"file-{language}");
        await tab.CloseAsync();
    }
}
