using AIGenerator.E2E.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>Editing, asking again, branches, queue: nothing that was written is lost.</summary>
public sealed class TreeJourneys(RunningProduct product)
{
    [Theory]
    [EveryScreen]
    public async Task An_edited_question_and_another_answer_make_branches_that_can_be_walked(string language, int width)
    {
        await using var visit = await product.StartChatAsync(language, width);
        var page = visit.Page;
        await page.AskAsync("First question sim:tokens=8");
        await page.AnswerShouldBeDoneAsync();

        await Question(page).Locator("[data-do=edit]").ClickAsync();
        await Expect(page.Locator(".question-editor textarea")).ToBeFocusedAsync();
        await page.Locator(".question-editor textarea").FillAsync("Second question sim:tokens=8");
        await page.Keyboard.PressAsync("Enter");
        await Expect(Question(page).Locator(".bubble")).ToContainTextAsync("Second question");
        await page.AnswerShouldBeDoneAsync();
        await Expect(Question(page).Locator(".branches-number")).ToHaveTextAsync("2/2");
        await visit.ShouldBeAccessibleAsync();

        await Question(page).Locator("[data-do=branch]").First.ClickAsync();
        await Expect(Question(page).Locator(".bubble")).ToContainTextAsync("First question");
        await Expect(Question(page).Locator(".branches-number")).ToHaveTextAsync("1/2");
        await page.ReloadAsync();
        await page.ReadyAsync();
        await Expect(Question(page).Locator(".bubble")).ToContainTextAsync("First question");

        await page.LastAnswer().HoverAsync();
        await page.LastAnswer().Locator("[popovertarget^=again-menu]").ClickAsync();
        await page.LastAnswer().Locator("[data-wish=shorter]").ClickAsync();
        await Expect(page.LastAnswer().Locator(".branches-number")).ToHaveTextAsync("2/2");
        await page.AnswerShouldBeDoneAsync();
        visit.ShouldBeClean();
    }

    [Theory]
    [EveryScreen]
    public async Task Messages_typed_while_an_answer_grows_wait_and_are_sent_in_turn_even_after_a_reload(string language, int width)
    {
        await using var visit = await product.StartChatAsync(language, width);
        var page = visit.Page;
        await page.AskAsync("Long sim:tokens=90 sim:rate=15");
        await Expect(page.LastAnswer().Locator(".prose")).Not.ToBeEmptyAsync();
        await page.AskAsync("Next in line sim:tokens=5");
        await Expect(page.Locator(".queue-text")).ToHaveTextAsync("Next in line sim:tokens=5");

        await page.ReloadAsync();
        await Expect(page.Locator(".queue-text")).ToHaveTextAsync("Next in line sim:tokens=5");

        await Expect(page.Locator(".question .bubble").Last).ToContainTextAsync("Next in line", new() { Timeout = 30_000 });
        await page.AnswerShouldBeDoneAsync();
        await Expect(page.Locator(".queue-text")).ToHaveCountAsync(0);
        visit.ShouldBeClean();
    }

    [Theory]
    [EveryScreen]
    public async Task What_waits_is_taken_back_into_the_field_taken_out_or_sent_at_once(string language, int width)
    {
        await using var visit = await product.StartChatAsync(language, width);
        var page = visit.Page;
        await page.AskAsync("Endless sim:tokens=3000 sim:rate=20");
        await Expect(page.LastAnswer().Locator(".prose")).Not.ToBeEmptyAsync();
        foreach (var text in new[] { "To be corrected", "To be dropped", "At once sim:tokens=5" })
        {
            await page.AskAsync(text);
        }

        await Expect(page.Locator(".queue-row")).ToHaveCountAsync(3);
        await visit.ShouldBeAccessibleAsync();
        await page.Locator(".queue-row", new() { HasText = "corrected" }).Locator("[data-queue=edit]").ClickAsync();
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("To be corrected");
        await Expect(page.Locator("#prompt")).ToBeFocusedAsync();
        await page.Locator(".queue-row", new() { HasText = "dropped" }).Locator("[data-queue=delete]").PressAsync("Enter");
        await Expect(page.Locator(".queue-text")).ToHaveTextAsync(["At once sim:tokens=5"]);

        await page.Locator("[data-queue=now]").ClickAsync();
        await Expect(page.Locator(".question .bubble").Last).ToHaveTextAsync("At once sim:tokens=5");
        await page.AnswerShouldBeDoneAsync();
        await Expect(page.Locator("article.answer").First.Locator(".message-note")).ToContainTextAsync(Words.Of(language, "chat.page.stop.stopped"));
        await Expect(page.Locator(".queue-row")).ToHaveCountAsync(0);
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("To be corrected");
        visit.ShouldBeClean();
    }

    [Theory]
    [TwoScreens]
    public async Task What_waited_for_an_answer_that_came_while_nobody_looked_goes_on_by_itself(string language, int width)
    {
        await using var visit = await product.StartChatAsync(language, width);
        var page = visit.Page;
        await page.AskAsync("First sim:tokens=120 sim:rate=20");
        await Expect(page.LastAnswer().Locator(".prose")).Not.ToBeEmptyAsync();
        await page.AskAsync("Second sim:tokens=3 sim:rate=0");
        await Expect(page.Locator(".queue-row")).ToHaveCountAsync(1);
        await page.WaitForURLAsync($"**/{language}/chat/*");
        var chat = page.Url;

        await page.GotoAsync($"/{language}/wallet");
        await Expect(page.Locator(".balance-chip")).ToBeVisibleAsync();
        await page.AnsweredAsync($"/api/chat/history/{new Uri(chat).Segments[^1]}", "answer.messages.at(-1).generation?.state === 'succeeded'");
        await page.GotoAsync(chat);

        await Expect(page.Locator(".question .bubble").Last).ToHaveTextAsync("Second sim:tokens=3 sim:rate=0");
        await page.AnswerShouldBeDoneAsync();
        await Expect(page.Locator(".queue-row")).ToHaveCountAsync(0);
        visit.ShouldBeClean();
    }

    [Theory]
    [TwoScreens]
    public async Task A_change_of_a_question_that_was_not_sent_is_there_again(string language, int width)
    {
        await using var visit = await product.StartChatAsync(language, width);
        var page = visit.Page;
        await page.AskAsync("A whole thought sim:tokens=3 sim:rate=0");
        await page.AnswerShouldBeDoneAsync();
        await Question(page).HoverAsync();
        await Question(page).Locator("[data-do=edit]").ClickAsync();
        await page.Locator(".question textarea").FillAsync("Half a thought");

        await page.ReloadAsync();
        await page.ReadyAsync();
        await Question(page).HoverAsync();
        await Question(page).Locator("[data-do=edit]").ClickAsync();
        await Expect(page.Locator(".question textarea")).ToHaveValueAsync("Half a thought");

        // What is dismissed is gone.
        await page.Locator("[data-do=edit-cancel]").ClickAsync();
        await Question(page).HoverAsync();
        await Question(page).Locator("[data-do=edit]").ClickAsync();
        await Expect(page.Locator(".question textarea")).Not.ToHaveValueAsync("Half a thought");
        visit.ShouldBeClean();
    }

    [Theory]
    [TwoScreens]
    public async Task Editing_and_deleting_while_an_answer_grows_stop_it_first(string language, int width)
    {
        await using var visit = await product.StartChatAsync(language, width);
        var page = visit.Page;
        await page.AskAsync("Endless sim:tokens=3000 sim:rate=20");
        await Expect(page.LastAnswer().Locator(".prose")).Not.ToBeEmptyAsync();
        await page.ReloadAsync();
        await page.ReadyAsync();

        await Question(page).Locator("[data-do=edit]").ClickAsync();
        await page.Locator(".question-editor textarea").FillAsync("Short sim:tokens=5");
        await page.Keyboard.PressAsync("Enter");
        await Expect(Question(page).Locator(".bubble")).ToContainTextAsync("Short");
        await page.AnswerShouldBeDoneAsync();

        await page.AskAsync("Endless again sim:tokens=3000 sim:rate=20");
        await Expect(page.LastAnswer().Locator(".prose")).Not.ToBeEmptyAsync();
        await page.ReloadAsync();
        await page.ReadyAsync();
        await Question(page).Last.HoverAsync();
        await Question(page).Last.Locator("[popovertarget^=message-menu]").ClickAsync();
        await Question(page).Last.Locator("[data-do=delete-message]").ClickAsync();
        await Expect(Question(page)).ToHaveCountAsync(1);
        await page.Locator(".toast button").First.ClickAsync();
        await Expect(Question(page)).ToHaveCountAsync(2);
        visit.ShouldBeClean();
    }

    [Theory]
    [TwoScreens]
    public async Task A_branch_goes_on_in_a_new_chat(string language, int width)
    {
        await using var visit = await product.StartChatAsync(language, width);
        var page = visit.Page;
        await page.AskAsync("To be copied sim:tokens=5");
        await page.AnswerShouldBeDoneAsync();
        var address = page.Url;

        await page.LastAnswer().HoverAsync();
        await page.LastAnswer().Locator("[popovertarget^=message-menu]").ClickAsync();
        await page.LastAnswer().Locator("[data-do=fork]").ClickAsync();

        await page.WaitForURLAsync(url => url.Contains("/chat/", StringComparison.Ordinal) && url != address);
        await Expect(Question(page).Locator(".bubble")).ToContainTextAsync("To be copied");
        await Expect(page.Locator("[data-part=title]")).ToContainTextAsync(Words.Of(language, "chat.fork-title").Replace("{title}", "", StringComparison.Ordinal).Trim());
        visit.ShouldBeClean();
    }

    private static ILocator Question(IPage page) => page.Locator(".chat-messages article.question");
}
