using System.Text.Json;
using AIGenerator.E2E.Infrastructure;
using AIGenerator.Tests.Chat;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>The list of hostile texts in a real browser: as questions, answers, thoughts, titles, folders, file names, found and shared.</summary>
public sealed class HostileTextJourneys(RunningProduct product)
{
    private const int LongestText = 300;
    private const int TextsPerMessage = 8;

    // Whatever runs calls pwned(); whatever the policy had to stop was already too far.
    private const string Probe = """
        window.acted = [];
        window.pwned = () => { window.acted.push('pwned'); };
        document.addEventListener('securitypolicyviolation', event => window.acted.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
        """;

    // Touches everything in the page, as a hand that wanders over it.
    private const string Touch = """
        () => {
          for (const element of document.querySelectorAll('body *')) {
            for (const name of ['mouseover', 'mouseenter', 'pointerover', 'focusin', 'toggle', 'load', 'error']) {
              if (!element.matches('script, link, img, chat-page, textarea, input')) {
                element.dispatchEvent(new Event(name, { bubbles: false }));
              }
            }
          }
        }
        """;

    private const string Strange = """
        () => {
          const isAddress = name => /^(href|src|action|formaction|xlink:href|data)$/.test(name);
          const acts = value => /^\s*(javascript|vbscript|blob|file):/i.test(value) || /^\s*data:.*pwned/is.test(value);
          return [...document.querySelectorAll('*')]
            .filter(element => element.matches('iframe, object, embed, base, [srcdoc]') || /pwned/i.test(element.localName)
              || [...element.attributes].some(({ name, value }) => /^on|pwned/i.test(name) || (isAddress(name) && acts(value))))
            .map(element => element.outerHTML.slice(0, 300));
        }
        """;

    [Theory]
    [InlineData("uk", 390)]
    [InlineData("en", 1440)]
    public async Task Nothing_acts_and_everything_goes_on_working(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await page.Context.AddInitScriptAsync(Probe);
        var dialogs = new List<string>();
        page.Dialog += async (_, dialog) =>
        {
            dialogs.Add(dialog.Message);
            await dialog.DismissAsync();
        };
        await visit.SignUpAsync(language, "\"><img src=x onerror=pwned()>");
        await page.GotoAsync($"/{language}/chat");
        await page.ChooseModelAsync(Journey.Simulated);
        await AttachAsync(page);

        foreach (var texts in Texts().Chunk(TextsPerMessage))
        {
            await page.AskAsync($"sim:echo sim:reasoning sim:rate=0 {string.Join("\n\n", texts)}\n\nthe end");
            await Expect(page.LastAnswer()).ToContainTextAsync("the end");
            await page.AnswerShouldBeDoneAsync();
            await ShouldBeInertAsync(page);
        }

        await NameAsync(page);
        await page.ReloadAsync();
        await page.ReadyAsync();
        await Expect(page.LastAnswer()).ToContainTextAsync("the end");
        await ShouldBeInertAsync(page);
        await page.ShootAsync($"hostile-{language}-{width}");
        (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0);

        await page.AskAsync("Hello sim:tokens=3 sim:rate=0");
        await page.AnswerShouldBeDoneAsync();
        var chat = page.Url;
        if (width > 720)
        {
            await page.Locator("#chat-find").FillAsync("pwned");
            await Expect(page.Locator("#chat-found a").First).ToBeVisibleAsync();
            await ShouldBeInertAsync(page);
        }

        await page.GotoAsync(await ShareAsync(page, chat));
        await Expect(page.Locator(".document-message").First).ToBeVisibleAsync();
        await ShouldBeInertAsync(page);
        dialogs.ShouldBeEmpty();

        // A picture of our own store may be named, and this one is not there.
        visit.ShouldBeClean("/api/assets/0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000");
    }

    [Theory]
    [InlineData("uk", 390)]
    [InlineData("en", 1440)]
    public async Task Nothing_acts_that_came_in_a_file_of_another_product(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await page.Context.AddInitScriptAsync(Probe);
        await visit.SignUpAsync(language);
        await page.GotoAsync($"/{language}/settings/data/import");
        await page.Locator("#import-file").SetInputFilesAsync(new FilePayload
        {
            Name = "<img src=x onerror=pwned()> 'onload='pwned().json", MimeType = "application/json", Buffer = ForeignFile([.. Texts()]),
        });
        await page.Locator("form[enctype] button[type=submit]").ClickAsync();
        await Expect(page.Locator(".import-titles li").First).ToBeVisibleAsync();
        await ShouldBeInertAsync(page);

        await page.Locator("form[action$='/start'] button").ClickAsync();
        await Expect(page.Locator("#content a.btn[href$='/chat']")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await ShouldBeInertAsync(page);
        var chats = await page.EvaluateAsync<string[]>("async () => (await (await fetch('/api/chat')).json()).items.map(chat => chat.id)");
        chats.Length.ShouldBeGreaterThanOrEqualTo(Texts().Count() / TextsPerMessage);
        foreach (var chat in chats)
        {
            await page.GotoAsync($"/{language}/chat/{chat}");
            await Expect(page.LastAnswer()).ToContainTextAsync("the end");
            await ShouldBeInertAsync(page);
        }

        visit.ShouldBeClean("/api/assets/0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000");
    }

    /// <summary>A Claude export whose chats are named by the texts and hold them as questions, thoughts, answers and names of files.</summary>
    private static byte[] ForeignFile(IReadOnlyList<string> texts) => JsonSerializer.SerializeToUtf8Bytes(texts.Chunk(TextsPerMessage).Select((some, at) =>
    {
        var text = $"{string.Join("\n\n", some)}\n\nthe end";
        object Message(string id, string sender, string? parent) => new
        {
            uuid = id, sender, text, parent_message_uuid = parent ?? Guid.Empty.ToString(), created_at = "2025-02-03T10:00:01Z",
            content = new object[] { new { type = "thinking", thinking = text }, new { type = "text", text } },
            attachments = new object[] { new { file_name = some[0], extracted_content = text } }, files = Array.Empty<object>(),
        };
        return new
        {
            uuid = $"8d0c7a00-0000-4000-8000-{at:D12}", name = some[0], created_at = "2025-02-03T10:00:00Z", updated_at = "2025-02-03T10:05:00Z",
            chat_messages = new[] { Message($"q{at}", "human", null), Message($"a{at}", "assistant", $"q{at}") },
        };
    }));

    // Halves of characters are refused; that a page stands what is thousands of levels deep is measured without a browser.
    private static IEnumerable<string> Texts() =>
        HostileTexts.All.Values.Where(text => !text.Any(char.IsSurrogate)).Select(text => text.Length > LongestText ? text[..LongestText] : text);

    private static async Task ShouldBeInertAsync(IPage page)
    {
        await page.EvaluateAsync(Touch);
        (await page.EvaluateAsync<string[]>("() => window.acted")).ShouldBeEmpty();
        (await page.EvaluateAsync<string[]>(Strange)).ShouldBeEmpty();
    }

    private static async Task AttachAsync(IPage page)
    {
        await page.EvaluateAsync(
            """
            texts => {
              const data = new DataTransfer();
              for (const text of texts) { data.items.add(new File([text], text + '.txt', { type: 'text/plain' })); }
              document.body.dispatchEvent(new DragEvent('dragover', { dataTransfer: data, bubbles: true, cancelable: true }));
              document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
            }
            """,
            new[] { "<img src=x onerror=pwned()>", "\" onmouseover=\"pwned()\" x=\"", "<svg onload=pwned()>" });
        await Expect(page.Locator(".attachment[data-state=ready]")).ToHaveCountAsync(3);
    }

    private static async Task NameAsync(IPage page) => await page.EvaluateAsync(
        """
        async title => {
          const send = (method, address, body) => fetch(address, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
          await send('PATCH', '/api/chat/' + location.pathname.split('/').pop(), { title });
          await send('POST', '/api/chat/folders', { name: title.slice(0, 60) });
        }
        """,
        "</title></textarea><img src=x onerror=pwned()>\" onmouseover=\"pwned()\" <script>pwned()</script>");

    private static Task<string> ShareAsync(IPage page, string chat) => page.EvaluateAsync<string>(
        """
        async chat => (await (await fetch(`/api/chat/${chat}/shares`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"withName":true}' })).json()).url
        """,
        new Uri(chat).Segments[^1]);
}
