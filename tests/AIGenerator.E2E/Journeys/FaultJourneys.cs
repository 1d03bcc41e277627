using System.Text.RegularExpressions;
using AIGenerator.E2E.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>What must hold when the network goes, or when one person asks in two tabs at once.</summary>
public sealed class FaultJourneys(RunningProduct product)
{
    private const string Refusal = "#composer-refusal:not([hidden])";

    // It costs something, and the longest answer it gives costs more than a new account holds.
    private const string Paid = "deepseek-v3";
    private const int Free = 100;
    private const int LeastPrice = 10;

    // Chromium counts each request that the cut network refuses as an error of the page.
    private static readonly string[] CutNetwork = ["net::ERR_"];
    private static readonly string[] MissingPart = ["net::ERR_", "dynamically imported module"];

    [Theory]
    [TwoScreens]
    public async Task An_answer_goes_on_where_the_network_cut_it(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        await page.GotoAsync($"/{language}/chat");
        await page.ChooseModelAsync(Journey.Simulated);
        await page.AskAsync("Talk. sim:tokens=160 sim:rate=20");
        await page.WaitForURLAsync($"**/{language}/chat/*");
        await Expect(page.LastAnswer().Locator(".prose")).Not.ToBeEmptyAsync();

        await page.Context.SetOfflineAsync(true);
        await Expect(page.Locator("[data-offline]")).ToBeVisibleAsync();
        await page.Locator("#prompt").FillAsync("Written without a network");
        await page.Context.SetOfflineAsync(false);

        await page.AnswerShouldBeDoneAsync();
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("Written without a network");
        var seen = (await page.LastAnswer().Locator(".prose").First.TextContentAsync())!.Trim();
        await page.ReloadAsync();
        (await page.LastAnswer().Locator(".prose").First.TextContentAsync())!.Trim().ShouldBe(seen);
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("Written without a network");
        visit.ShouldBeClean(CutNetwork);
    }

    [Theory]
    [TwoScreens]
    public async Task What_is_sent_without_a_network_goes_by_itself_when_it_is_back(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        await page.GotoAsync($"/{language}/chat");
        await page.ChooseModelAsync(Journey.Simulated);

        await page.Context.SetOfflineAsync(true);
        await Expect(page.Locator("[data-offline]")).ToContainTextAsync(Words.Of(language, "ui.offline"));
        await page.AskAsync("First, from the train. sim:tokens=5 sim:rate=0");
        await page.AskAsync("Second, from the train. sim:tokens=5 sim:rate=0");
        await Expect(page.Locator(".queue-row")).ToHaveCountAsync(2);
        await Expect(page.Locator(".queue-note")).ToContainTextAsync(Words.Of(language, "chat.page.queued"));
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("");
        await visit.ShouldBeAccessibleAsync();
        await page.Context.SetOfflineAsync(false);

        await Expect(page.Locator("live-answer[data-state=succeeded]")).ToHaveCountAsync(2, new() { Timeout = 60_000 });
        await Expect(page.Locator("message-queue")).ToBeHiddenAsync();
        await Expect(page.Locator(".question").First).ToContainTextAsync("First, from the train.");
        await Expect(page.Locator(".question").Last).ToContainTextAsync("Second, from the train.");
        visit.ShouldBeClean(CutNetwork);
    }

    [Theory]
    [TwoScreens]
    public async Task A_part_of_the_page_that_did_not_come_is_told_and_asked_for_again(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        await page.GotoAsync($"/{language}/chat");
        await page.ChooseModelAsync(Journey.Simulated);
        await page.AskAsync("Begin. sim:tokens=5 sim:rate=0");
        await page.AnswerShouldBeDoneAsync();
        await page.Locator("#prompt").FillAsync("Not yet sent");
        await page.RouteAsync("**/assets/chunk-messageacts-*", route => route.AbortAsync());
        var notice = page.Locator("[data-missing]");
        await Expect(notice).ToBeHiddenAsync();

        await page.Locator(".question").HoverAsync();
        await page.Locator(".question [data-do=edit]").ClickAsync();
        await Expect(notice).ToContainTextAsync(Words.Of(language, "ui.missing"));
        await visit.ShouldBeAccessibleAsync();

        await page.UnrouteAsync("**/assets/chunk-messageacts-*");
        await notice.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(notice).ToBeHiddenAsync();
        await page.ReadyAsync();
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("Not yet sent");
        await page.Locator(".question").HoverAsync();
        await page.Locator(".question [data-do=edit]").ClickAsync();
        await Expect(page.Locator(".question textarea")).ToBeFocusedAsync();
        visit.ShouldBeClean(MissingPart);
    }

    [Fact]
    public async Task A_command_whose_list_does_not_come_is_not_sent_as_a_message()
    {
        await using var visit = await Visit.StartAsync(product);
        var page = visit.Page;
        await visit.SignUpAsync();
        await page.GotoAsync("/en/chat");
        await page.ChooseModelAsync(Journey.Simulated);
        var held = new TaskCompletionSource();
        await page.RouteAsync("**/assets/chunk-commands-*", async route => { await held.Task; await route.AbortAsync(); });

        await page.Locator("#prompt").PressSequentiallyAsync("/new");
        await page.Keyboard.PressAsync("Enter");
        held.SetResult();

        await Expect(page.Locator("[data-missing]")).ToBeVisibleAsync();
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("/new");
        await Expect(page.Locator(".chat-messages article")).ToHaveCountAsync(0);
        page.Url.ShouldEndWith("/en/chat");
        visit.ShouldBeClean(MissingPart);
    }

    [Theory]
    [TwoScreens]
    public async Task An_answer_that_the_balance_does_not_cover_ends_with_a_word_and_costs_what_came(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        await page.GotoAsync($"/{language}/chat");
        await page.ChooseModelAsync(Paid);

        await page.AskAsync("Tell me everything. sim:length sim:tokens=30 sim:rate=0");
        await page.AnswerShouldBeDoneAsync();

        await Expect(page.LastAnswer().Locator(".message-note")).ToContainTextAsync(Words.Of(language, "chat.page.stop.balance"));
        await Expect(page.LastAnswer().Locator(".prose")).Not.ToBeEmptyAsync();
        await ShouldHavePaidAsync(page, LeastPrice);
        await visit.ShouldBeAccessibleAsync();
        await page.ReloadAsync();
        await Expect(page.LastAnswer().Locator(".message-note")).ToContainTextAsync(Words.Of(language, "chat.page.stop.balance"));
        await ShouldHavePaidAsync(page, LeastPrice);
        visit.ShouldBeClean();
    }

    [Theory]
    [TwoScreens]
    public async Task A_model_that_falls_silent_is_given_up_and_costs_only_what_it_said(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        await page.GotoAsync($"/{language}/chat");
        await page.ChooseModelAsync(Paid);

        await page.AskAsync("Begin. sim:stall sim:after=5 sim:rate=0");
        await page.AnswerShouldBeDoneAsync();

        await Expect(page.LastAnswer().Locator(".message-note")).ToContainTextAsync(Words.Of(language, "errors.generation.cut"));
        await Expect(page.LastAnswer().Locator(".prose")).Not.ToBeEmptyAsync();
        await ShouldHavePaidAsync(page, LeastPrice);

        // The next one is answered as if nothing had been.
        await page.AskAsync("Again. sim:tokens=5 sim:rate=0");
        await Expect(page.Locator(".chat-messages article.answer")).ToHaveCountAsync(2);
        await page.AnswerShouldBeDoneAsync();
        await ShouldHavePaidAsync(page, 2 * LeastPrice);
        visit.ShouldBeClean();
    }

    [Theory]
    [TwoScreens]
    public async Task Of_two_tabs_that_ask_at_once_one_waits_with_its_text(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var first = visit.Page;
        await visit.SignUpAsync(language);
        await first.GotoAsync($"/{language}/chat");
        await first.ChooseModelAsync(Journey.Simulated);
        await first.AskAsync("Begin. sim:tokens=5");
        await first.AnswerShouldBeDoneAsync();
        await first.WaitForURLAsync($"**/{language}/chat/*");
        var second = await visit.NewTabAsync();
        await second.GotoAsync(first.Url);
        await second.WaitForFunctionAsync("() => customElements.get('chat-page')");
        await first.Locator("#prompt").FillAsync("From the first tab sim:tokens=40 sim:rate=5");
        await second.Locator("#prompt").FillAsync("From the second tab sim:tokens=40 sim:rate=5");

        // Neither hears of the other's question before both are on their way.
        var asked = 0;
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await first.Context.RouteAsync("**/api/chat", async route =>
        {
            if (Interlocked.Increment(ref asked) == 2)
            {
                both.SetResult();
            }

            await both.Task;
            await route.ContinueAsync();
        });
        await Task.WhenAll(first.Locator("#prompt").PressAsync("Enter"), second.Locator("#prompt").PressAsync("Enter"));

        var refused = await Task.WhenAny(first.Locator(Refusal).WaitForAsync(), second.Locator(Refusal).WaitForAsync());
        await refused;
        var (winner, loser) = await first.Locator(Refusal).IsVisibleAsync() ? (second, first) : (first, second);
        await Expect(loser.Locator(Refusal)).ToContainTextAsync(Words.Of(language, "errors.chat.busy"));
        await Expect(loser.Locator("#prompt")).ToHaveValueAsync(new Regex("^From the "));
        await Expect(winner.Locator("#prompt")).ToHaveValueAsync("");

        // The other tab's question and its answer appear here, too; then the waiting text can go.
        await Expect(loser.Locator("live-answer[data-state=succeeded]")).ToHaveCountAsync(2, new() { Timeout = 60_000 });
        await loser.Locator("#prompt").PressAsync("Enter");
        foreach (var tab in new[] { first, second })
        {
            await Expect(tab.Locator("live-answer[data-state=succeeded]")).ToHaveCountAsync(3, new() { Timeout = 60_000 });
            await Expect(tab.Locator(".chat-messages")).ToContainTextAsync("From the first tab");
            await Expect(tab.Locator(".chat-messages")).ToContainTextAsync("From the second tab");
        }

        visit.ShouldBeClean("409");
    }

    private static Task ShouldHavePaidAsync(IPage page, int credits) => Expect(page.Locator(".balance-chip [data-amount]"))
        .ToHaveAttributeAsync("data-amount", (Free - credits).ToString(System.Globalization.CultureInfo.InvariantCulture));
}
