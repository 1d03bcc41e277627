using AIGenerator.E2E.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>What somebody does in a chat while the network takes its time: nothing that was typed is lost, and nothing is asked that was taken back.</summary>
public sealed class SlowChatJourneys(RunningProduct product)
{
    private const string Endless = "Endless sim:tokens=3000 sim:rate=20";

    [Fact]
    public async Task A_message_that_did_not_arrive_comes_back_before_what_was_typed_since()
    {
        await using var visit = await product.StartChatAsync();
        var page = visit.Page;
        var sent = await Held.NextAsync(page, "**/api/chat", "POST");

        await page.AskAsync("The first one");
        await sent.Asked;
        await page.Locator("#prompt").PressSequentiallyAsync("The second");
        sent.Lose();

        await Expect(page.Locator("#composer-refusal")).ToBeVisibleAsync();
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("The first one\n\nThe second");
        await page.ReloadAsync();
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("The first one\n\nThe second");
        visit.ShouldBeClean("net::ERR_");
    }

    [Fact]
    public async Task A_message_that_was_on_its_way_when_the_page_was_reloaded_is_asked_once()
    {
        await using var visit = await product.StartChatAsync();
        var page = visit.Page;
        var lost = await Held.NextAsync(page, "**/api/chat", "POST");
        await page.AskAsync("Do not lose me sim:tokens=5");
        await lost.Asked;
        await page.ReloadAsync();
        lost.Lose();

        // Of a chat that has not begun nobody knows any more what it was to be: model, price, instructions. It is sent by a press.
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("Do not lose me sim:tokens=5");
        await page.ChooseModelAsync(Journey.Simulated);
        await page.Locator("#prompt").PressAsync("Enter");
        await page.AnswerShouldBeDoneAsync();
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("");
        await Expect(page.Locator(".queue-row")).ToHaveCountAsync(0);

        // The server has it, only its answer does not come before the reload.
        var accepted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync("**/api/chat", async route => { await route.FetchAsync(); accepted.SetResult(); }, new() { Times = 1 });
        await page.AskAsync("And me sim:tokens=5");
        await accepted.Task;
        await page.ReloadAsync();
        await Expect(page.Locator(".question .bubble")).ToHaveTextAsync(["Do not lose me sim:tokens=5", "And me sim:tokens=5"]);
        await page.AnswerShouldBeDoneAsync();
        await page.ReadyAsync();
        await page.AskAsync("The last sim:tokens=5");
        await Expect(page.Locator(".question .bubble")).ToHaveTextAsync(["Do not lose me sim:tokens=5", "And me sim:tokens=5", "The last sim:tokens=5"]);
        await page.AnswerShouldBeDoneAsync();
        await Expect(page.Locator(".queue-row")).ToHaveCountAsync(0);
        visit.ShouldBeClean("net::ERR_");
    }

    [Fact]
    public async Task A_first_message_whose_answer_was_lost_begins_one_chat_only()
    {
        await using var visit = await product.StartChatAsync();
        var page = visit.Page;
        await page.RouteAsync("**/api/chat", async route => { await route.FetchAsync(); await route.AbortAsync(); }, new() { Times = 1 });
        await page.AskAsync("Only once sim:tokens=5");
        await Expect(page.Locator("#composer-refusal")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await page.ReadyAsync();
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("Only once sim:tokens=5");
        await page.Locator("#prompt").PressAsync("Enter");

        await page.AnswerShouldBeDoneAsync();
        await Expect(page.Locator(".question")).ToHaveCountAsync(1);
        (await page.EvaluateAsync<int>("async () => (await (await fetch('/api/chat')).json()).items.length")).ShouldBe(1);
        visit.ShouldBeClean("net::ERR_");
    }

    [Fact]
    public async Task A_new_chat_that_is_opened_meanwhile_is_empty_and_what_was_on_its_way_becomes_its_own()
    {
        await using var visit = await product.StartChatAsync();
        var page = visit.Page;
        var first = await Held.NextAsync(page, "**/api/chat", "POST");
        await page.AskAsync("The first chat sim:tokens=5");
        await first.Asked;
        await page.AskAsync("Goes with it sim:tokens=5");
        await Expect(page.Locator(".queue-row")).ToHaveCountAsync(1);

        await page.Locator("[data-new-chat]").First.ClickAsync();
        await page.WaitForFunctionAsync("() => !document.documentElement.hasAttribute('data-visiting') && !document.querySelector('.question')");
        await page.ReadyAsync();
        await page.Locator("#prompt").FillAsync("Another thought");
        first.GoOn();
        await Expect(page.Locator(".chat-row a").First).ToContainTextAsync("The first chat");
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("Another thought");
        await Expect(page.Locator(".queue-row")).ToHaveCountAsync(0);
        await Expect(page.Locator(".question")).ToHaveCountAsync(0);

        await page.Locator(".chat-row a").First.ClickAsync();
        await Expect(page.Locator(".question .bubble")).ToHaveTextAsync(["The first chat sim:tokens=5", "Goes with it sim:tokens=5"]);
        await page.AnswerShouldBeDoneAsync();
        await page.Locator("[data-new-chat]").First.ClickAsync();
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("Another thought");
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task What_a_link_brought_is_no_draft_and_does_not_pile_up()
    {
        await using var visit = await product.StartChatAsync();
        var page = visit.Page;
        await page.GotoAsync("/en/chat?prompt=Hello");
        await page.ReadyAsync();
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("Hello");
        await page.GotoAsync("/en/chat?prompt=Goodbye");
        await page.ReadyAsync();
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("Goodbye");
        await page.Locator("#prompt").FillAsync("Goodbye, Bob");
        await page.ReloadAsync();
        await page.ReadyAsync();
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("Goodbye, Bob");
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_waiting_message_that_is_dropped_while_its_turn_comes_is_not_sent()
    {
        await using var visit = await product.StartChatAsync();
        var page = visit.Page;
        await page.AskAsync(Endless);
        await Expect(page.LastAnswer().Locator(".prose")).Not.ToBeEmptyAsync();
        await page.AskAsync("Never mind sim:tokens=5");
        var stop = await Held.NextAsync(page, "**/cancellation");

        await page.Locator("[data-queue=now]").ClickAsync();
        await stop.Asked;
        await page.Locator("[data-queue=delete]").ClickAsync();
        stop.GoOn();

        await page.AnswerShouldBeDoneAsync();
        await page.AskAsync("Instead sim:tokens=5");
        await Expect(page.Locator(".question .bubble")).ToHaveTextAsync([Endless, "Instead sim:tokens=5"]);
        await page.AnswerShouldBeDoneAsync();
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task Another_answer_is_not_ordered_when_the_one_before_could_not_be_stopped()
    {
        await using var visit = await product.StartChatAsync();
        var page = visit.Page;
        await page.AskAsync("Talk. sim:tokens=4");
        await page.AnswerShouldBeDoneAsync();
        await page.AskAsync("Go on. sim:tokens=60 sim:rate=20");
        await Expect(page.LastAnswer().Locator(".prose")).Not.ToBeEmptyAsync();
        var stop = await Held.NextAsync(page, "**/cancellation");

        await page.Locator("article.question").First.HoverAsync();
        await page.Locator("article.question").First.Locator("[data-do=edit]").ClickAsync();
        await page.Locator(".question-editor textarea").FillAsync("Talk differently. sim:tokens=4");
        await page.Locator(".question-editor textarea").PressAsync("Enter");
        await stop.Asked;
        stop.Lose();

        // The editor comes back with what was written, and the answer goes on to its end alone.
        await Expect(page.Locator(".question-editor textarea")).ToHaveValueAsync("Talk differently. sim:tokens=4");
        await Expect(page.LastAnswer().Locator("live-answer")).ToHaveAttributeAsync("data-state", "succeeded");
        await Expect(page.Locator("article.answer")).ToHaveCountAsync(2);
        await Expect(page.Locator(".question .bubble")).ToHaveTextAsync(["Talk. sim:tokens=4", "Go on. sim:tokens=60 sim:rate=20"]);
        visit.ShouldBeClean("net::ERR_");
    }

    [Fact]
    public async Task What_was_fetched_before_a_question_does_not_take_the_question_away()
    {
        await using var visit = await product.StartChatAsync();
        var page = visit.Page;
        await page.AskAsync("Talk. sim:tokens=4");
        await page.AnswerShouldBeDoneAsync();
        var chat = new Uri(page.Url).Segments[^1];
        var older = await Held.NextAsync(page, $"**/en/chat/{chat}/messages?*", "GET");
        await page.EvaluateAsync("() => document.querySelector('chat-page').dispatchEvent(new CustomEvent('thread-stale'))");
        await older.Asked;

        await page.AskAsync("And this? sim:tokens=40 sim:rate=20");
        await Expect(page.LastAnswer().Locator(".prose")).Not.ToBeEmptyAsync();
        older.GoOn();

        await page.AnswerShouldBeDoneAsync();
        await Expect(page.Locator(".question .bubble")).ToHaveTextAsync(["Talk. sim:tokens=4", "And this? sim:tokens=40 sim:rate=20"]);
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task The_price_of_the_model_before_does_not_stand_beside_another_model()
    {
        await using var visit = await product.StartChatAsync();
        var page = visit.Page;
        await page.Locator("#prompt").FillAsync("What does it cost?");
        await Expect(page.Locator("[data-part=send] [data-part=price]")).ToBeVisibleAsync();
        var price = await Held.NextAsync(page, "**/api/chat/estimate", "POST");

        await page.ChooseModelAsync("built-in");
        await price.Asked;
        await Expect(page.Locator("[data-part=send] [data-part=price]")).ToBeHiddenAsync();
        price.GoOn();
        await Expect(page.Locator("[data-part=send] [data-part=price]")).ToBeVisibleAsync();
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task The_focus_stays_in_the_password_while_the_rest_of_the_page_loads()
    {
        await using var visit = await Visit.StartAsync(product);
        var page = visit.Page;
        var font = await Held.NextAsync(page, "**/*.woff2", times: 9);
        await page.GotoAsync("/en/login", new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await page.Locator("input[name=email]").FillAsync("somebody@example.com");
        await page.Locator("input[name=password]").FocusAsync();
        await page.Keyboard.TypeAsync("correct ");
        font.GoOn();
        await page.WaitForLoadStateAsync(LoadState.Load);
        await page.WaitForFunctionAsync("() => new Promise(seen => requestAnimationFrame(() => requestAnimationFrame(() => seen(true))))");
        await page.Keyboard.TypeAsync("horse");

        await Expect(page.Locator("input[name=email]")).ToHaveValueAsync("somebody@example.com");
        await Expect(page.Locator("input[name=password]")).ToHaveValueAsync("correct horse");
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_browser_that_keeps_nothing_asks_and_waits_all_the_same()
    {
        await using var visit = await Visit.StartAsync(product);
        var page = visit.Page;
        await page.AddInitScriptAsync("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };");
        await visit.SignUpAsync();
        await page.GotoAsync("/en/chat");
        await page.ChooseModelAsync(Journey.Simulated);

        await page.AskAsync("First sim:tokens=40 sim:rate=20");
        await Expect(page.LastAnswer().Locator(".prose")).Not.ToBeEmptyAsync();
        await page.AskAsync("Second sim:tokens=5");
        await Expect(page.Locator(".question .bubble")).ToHaveTextAsync(["First sim:tokens=40 sim:rate=20", "Second sim:tokens=5"]);
        await page.AnswerShouldBeDoneAsync();
        await Expect(page.Locator(".queue-row")).ToHaveCountAsync(0);
        visit.ShouldBeClean();
    }
}
