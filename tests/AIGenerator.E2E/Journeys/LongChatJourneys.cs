using AIGenerator.E2E.Infrastructure;
using Microsoft.Playwright;
using Npgsql;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>A chat of hundreds of messages costs its reader what a short one does.</summary>
public sealed class LongChatJourneys(RunningProduct product)
{
    private const int Messages = 400;
    private const int MostArticles = 160;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [TwoScreens]
    public async Task A_long_chat_shows_a_window_loads_older_messages_on_scrolling_and_stays_bounded(string language, int width)
    {
        await using var visit = await StartAsync(language, width);
        var page = visit.Page;

        await Expect(Articles(page)).ToHaveCountAsync(40);
        await Expect(Articles(page).Last).ToContainTextAsync($"Message {Messages - 1} ");
        await Expect(Articles(page).Last).ToBeInViewportAsync();
        await visit.ShouldBeAccessibleAsync();

        for (var first = Messages - 40; first >= 0; first -= 40)
        {
            await Expect(Articles(page).First).ToContainTextAsync($"Message {first} ");
            await page.EvaluateAsync("() => { document.querySelector('[data-part=scroll]').scrollTop = 0; }");
        }

        // The chat's own first question stands above those that were written here.
        await Expect(page.Locator(".bubble", new() { HasText = "The very first" })).ToHaveCountAsync(1);
        (await Articles(page).CountAsync()).ShouldBeLessThanOrEqualTo(MostArticles);
        (await page.EvaluateAsync<int>("() => document.querySelectorAll('chat-page [data-part=messages] *').length")).ShouldBeLessThan(MostArticles * 60);
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task Typing_and_asking_work_in_a_long_chat_as_in_a_new_one()
    {
        await using var visit = await StartAsync();
        var page = visit.Page;
        await Expect(page.Locator("#prompt")).ToBeFocusedAsync();

        await page.Keyboard.TypeAsync("One more question sim:tokens=5");
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("One more question sim:tokens=5");
        await page.Keyboard.PressAsync("Enter");

        await page.AnswerShouldBeDoneAsync();
        await Expect(page.Locator(".question .bubble").Last).ToHaveTextAsync("One more question sim:tokens=5");
        await Expect(Articles(page)).ToHaveCountAsync(42);
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_draft_of_twenty_thousand_lines_comes_back_and_has_one_direction()
    {
        await using var visit = await StartAsync();
        var page = visit.Page;
        await page.ReadyAsync();
        await page.EvaluateAsync("() => { document.querySelector('prompt-composer').text = 'שלום\\n' + 'row\\n'.repeat(20000); }");
        await Expect(page.Locator("#prompt")).ToHaveAttributeAsync("dir", "rtl");

        await page.ReloadAsync();

        await Expect(page.Locator("#prompt")).ToHaveAttributeAsync("dir", "rtl");
        (await page.Locator("#prompt").InputValueAsync()).Length.ShouldBeGreaterThan(80_000);
        (await page.Locator("#prompt").BoundingBoxAsync())!.Height.ShouldBeLessThan(900 * 0.41f);
        await page.Locator("#prompt").FillAsync("short");
        await Expect(page.Locator("#prompt")).ToHaveAttributeAsync("dir", "auto");
        (await page.Locator("#prompt").BoundingBoxAsync())!.Height.ShouldBeLessThan(60);
        visit.ShouldBeClean();
    }

    [Theory]
    [TwoScreens]
    public async Task Twenty_thousand_pasted_lines_become_a_file_while_the_page_goes_on(string language, int width)
    {
        const int mostMs = 2_000;
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        await page.GotoAsync($"/{language}/chat");
        await page.ChooseModelAsync(Journey.Simulated);
        await page.Locator("#prompt").FocusAsync();

        var taken = await PasteAsync(page, "2026-11-27T10:00:00Z\tinfo\trow {0} of a log that somebody wants explained");
        taken.ShouldBeLessThan(mostMs, "two frames after the paste");
        await page.EvaluateAsync("() => document.querySelector('#prompt').addEventListener('keydown', event => requestAnimationFrame(() => { window.keyTook = performance.now() - event.timeStamp; }), { once: true })");
        await page.Keyboard.TypeAsync("Why?");
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("Why?");
        (await page.EvaluateAsync<double>("() => window.keyTook")).ShouldBeLessThan(mostMs, "the first key");

        await Expect(page.Locator(".attachment[data-state=ready] .attachment-name")).ToHaveTextAsync(Words.Of(language, "chat.page.files.pasted"), new() { Timeout = 30_000 });
        // A small model cannot read that much: it says so, and what was written and pasted stays where it was.
        await page.Locator("#prompt").FillAsync("Why? sim:tokens=4");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#composer-refusal")).ToHaveTextAsync(Words.Of(language, "errors.chat.too-long"));
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("Why? sim:tokens=4");
        await page.Locator(".attachment button:visible").ClickAsync();
        await page.Locator("#prompt").PressAsync("Enter");
        await page.AnswerShouldBeDoneAsync();
        visit.ShouldBeClean("422");
    }

    [Theory]
    [TwoScreens]
    public async Task Twenty_thousand_pasted_lines_are_sent_to_a_model_that_can_read_them(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await product.GrantAsync(await visit.SignUpAsync(language), 2_000);
        await page.GotoAsync($"/{language}/chat");
        await page.ChooseModelAsync("deepseek-v3");
        await page.Locator("#prompt").FocusAsync();

        await PasteAsync(page, "row {0}");
        await Expect(page.Locator(".attachment[data-state=ready]")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        await page.AskAsync("Why? sim:tokens=4 sim:rate=0");
        await page.AnswerShouldBeDoneAsync();

        await page.ReloadAsync();
        await Expect(page.Locator(".question [data-attachment]")).ToContainTextAsync(Words.Of(language, "chat.page.files.pasted"));
        await Expect(page.LastAnswer().Locator(".prose")).Not.ToBeEmptyAsync();
        visit.ShouldBeClean();
    }

    /// <summary>Pastes 20,000 lines into the field that has the focus; answers how many milliseconds the next two frames took.</summary>
    private static Task<double> PasteAsync(IPage page, string line) => page.EvaluateAsync<double>(
        """
        async line => {
          const data = new DataTransfer();
          data.setData('text/plain', Array.from({ length: 20000 }, (_, at) => line.replace('{0}', at)).join('\n'));
          const from = performance.now();
          document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
          await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
          return performance.now() - from;
        }
        """,
        line);

    private static ILocator Articles(IPage page) => page.Locator("[data-part=messages] > article");

    private async Task<Visit> StartAsync(string language = "en", int width = 1440)
    {
        var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        await page.GotoAsync($"/{language}/chat");
        await page.ChooseModelAsync(Journey.Simulated);
        await page.AskAsync("The very first sim:tokens=4");
        await page.AnswerShouldBeDoneAsync();
        await LengthenAsync(Guid.Parse(new Uri(page.Url).Segments[^1]));
        await page.ReloadAsync();
        return visit;
    }

    // Nobody types four hundred messages: they come into the table at once, one below the other.
    private async Task LengthenAsync(Guid chat)
    {
        var address = new NpgsqlConnectionStringBuilder
        {
            Host = Path.Combine(product.DataFolder, "postgres", "socket"),
            Username = "aigenerator",
            Password = (await File.ReadAllTextAsync(Path.Combine(product.DataFolder, "postgres", "password"), Ct)).Trim(),
            Database = "aigenerator",
        };
        await using var source = NpgsqlDataSource.Create(address);
        await using var connection = await source.OpenConnectionAsync(Ct);
        await using var leaf = new NpgsqlCommand("select leaf_id from chat.chats where id = $1", connection) { Parameters = { new() { Value = chat } } };
        var last = (Guid)(await leaf.ExecuteScalarAsync(Ct))!;
        var now = TimeProvider.System.GetUtcNow().AddSeconds(1);
        await using (var rows = await connection.BeginTextImportAsync(
            "copy chat.messages (id, chat_id, parent_id, role, text, reasoning, model, state, held_credits, cost_credits, created_at) from stdin", Ct))
        {
            for (var i = 0; i < Messages; i++)
            {
                var id = Guid.CreateVersion7(now.AddMilliseconds(i));
                var (role, model, state) = i % 2 == 0 ? ("User", "\\N", "\\N") : ("Assistant", Journey.Simulated, "Succeeded");
                await rows.WriteLineAsync($"{id}\t{chat}\t{last}\t{role}\tMessage {i} of a long conversation\t\t{model}\t{state}\t0\t0\t{now.AddMilliseconds(i):O}".AsMemory(), Ct);
                last = id;
            }
        }

        await using var shown = new NpgsqlCommand("update chat.chats set leaf_id = $2 where id = $1", connection) { Parameters = { new() { Value = chat }, new() { Value = last } } };
        await shown.ExecuteNonQueryAsync(Ct);
    }
}
