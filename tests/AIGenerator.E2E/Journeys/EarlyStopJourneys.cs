using System.Text.RegularExpressions;
using AIGenerator.E2E.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>What somebody does while the server has not yet said that it took the question: a search of the web makes that seconds.</summary>
public sealed class EarlyStopJourneys(RunningProduct product)
{
    [Fact]
    public async Task A_stop_before_the_question_was_accepted_stops_it_once_it_is()
    {
        await using var visit = await product.StartChatAsync();
        var page = visit.Page;
        var first = await Held.NextAsync(page, "**/api/chat", "POST");

        await page.AskAsync("Talk. sim:tokens=400 sim:rate=10");
        await first.Asked;
        await page.Locator("[data-part=stop]").ClickAsync();
        await Expect(page.Locator("[data-part=stop]")).ToBeDisabledAsync();
        first.GoOn();

        await Expect(page.LastAnswer().Locator("live-answer")).ToHaveAttributeAsync("data-state", new Regex("^(canceled|succeeded)$"));
        await Expect(page.Locator("[data-part=stop]")).ToBeHiddenAsync();

        await page.AskAsync("Once more sim:tokens=5");
        await page.AnswerShouldBeDoneAsync();
        await Expect(page.LastAnswer().Locator("live-answer")).ToHaveAttributeAsync("data-state", "succeeded");
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_message_typed_before_the_first_was_accepted_waits_in_the_new_chat()
    {
        await using var visit = await product.StartChatAsync();
        var page = visit.Page;
        var first = await Held.NextAsync(page, "**/api/chat", "POST");

        await page.AskAsync("First sim:tokens=40 sim:rate=20");
        await first.Asked;
        await page.AskAsync("Second sim:tokens=5");
        await Expect(page.Locator(".queue-text")).ToHaveTextAsync("Second sim:tokens=5");
        first.GoOn();

        await Expect(page.Locator(".question .bubble").Last).ToContainTextAsync("Second", new() { Timeout = 30_000 });
        await page.AnswerShouldBeDoneAsync();
        await Expect(page.Locator(".queue-text")).ToHaveCountAsync(0);
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_question_that_was_lost_on_the_way_is_sent_again_with_the_next_press()
    {
        await using var visit = await product.StartChatAsync();
        var page = visit.Page;
        await page.RouteAsync("**/api/chat", route => route.AbortAsync(), new() { Times = 1 });

        await page.AskAsync("Lost and found sim:tokens=5");
        await Expect(page.Locator("#composer-refusal")).ToBeVisibleAsync();
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("Lost and found sim:tokens=5");
        await page.Locator("#prompt").PressAsync("Enter");

        await page.AnswerShouldBeDoneAsync();
        await Expect(page.Locator(".question")).ToHaveCountAsync(1);
        visit.ShouldBeClean("net::ERR_");
    }
}
