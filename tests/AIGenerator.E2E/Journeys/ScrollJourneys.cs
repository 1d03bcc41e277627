using AIGenerator.E2E.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>Where the eye rests while an answer grows: the view follows who is at the end and leaves alone who reads above.</summary>
public sealed class ScrollJourneys(RunningProduct product)
{
    private const string Scroller = "document.querySelector('[data-part=scroll]')";

    // What came since the last frame is followed in the next one: only an end that is never reached is lost.
    private const string IsAtEnd = $"{Scroller}.scrollHeight - {Scroller}.scrollTop - {Scroller}.clientHeight < 64";

    [Theory]
    [EveryScreen]
    public async Task The_question_stands_at_the_top_the_view_follows_the_answer_and_whoever_scrolls_up_stays(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        await page.GotoAsync($"/{language}/chat");
        await page.ChooseModelAsync(Journey.Simulated);
        await page.AskAsync("First sim:tokens=250 sim:rate=0");
        await page.AnswerShouldBeDoneAsync();

        // Seen with its first words: later ones move it up.
        await page.EvaluateAsync($"() => document.addEventListener('answer-grown', () => {{ window.questionAt = document.querySelectorAll('article.question')[1].getBoundingClientRect().top - {Scroller}.getBoundingClientRect().top; }}, {{ once: true }})");
        await page.AskAsync("Second sim:tokens=6000 sim:rate=120");
        await Expect(page.LastAnswer().Locator(".prose")).Not.ToBeEmptyAsync();
        (await page.EvaluateAsync<double>("() => window.questionAt"))
            .ShouldBeInRange(0, 32, "the question stands near the top");

        // Longer than the window: the end is in sight all the time.
        await page.WaitForFunctionAsync($"() => document.querySelectorAll('article.answer')[1].offsetHeight > {Scroller}.clientHeight * 1.2 && {IsAtEnd}");
        await Expect(page.Locator("[data-part=jump]")).ToBeHiddenAsync();

        await page.EvaluateAsync($"() => {{ {Scroller}.scrollTop -= 200; }}");
        await Expect(page.Locator("[data-part=jump]")).ToBeVisibleAsync();
        var place = await page.EvaluateAsync<double>($"() => {Scroller}.scrollTop");
        var height = await page.EvaluateAsync<int>($"() => {Scroller}.scrollHeight");
        await page.WaitForFunctionAsync($"height => {Scroller}.scrollHeight > height + 100", height);
        (await page.EvaluateAsync<double>($"() => {Scroller}.scrollTop")).ShouldBe(place, "who reads above is left alone");
        await Expect(page.Locator("[data-part=jump]")).ToHaveTextAsync(Words.Of(language, "chat.page.jump"));
        await visit.ShouldBeAccessibleAsync();

        await page.Locator("[data-part=jump]").ClickAsync();
        await Expect(page.Locator("[data-part=jump]")).ToBeHiddenAsync();
        height = await page.EvaluateAsync<int>($"() => {Scroller}.scrollHeight");
        await page.WaitForFunctionAsync($"height => {Scroller}.scrollHeight > height + 100 && {IsAtEnd}", height);
        await page.Locator("[data-part=stop]").ClickAsync();
        await page.AnswerShouldBeDoneAsync();
        visit.ShouldBeClean();
    }
}
