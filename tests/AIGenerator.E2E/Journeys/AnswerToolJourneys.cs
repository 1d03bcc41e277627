using AIGenerator.E2E.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>What one does with an answer that is there: have it shorter, longer, by another model, go on, quote it, hear it.</summary>
public sealed class AnswerToolJourneys(RunningProduct product)
{
    // Voices belong to the system and test machines have none: this one notes what it is to say and never ends.
    private const string Mouth = """
        globalThis.spoken = [];
        globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
        Object.defineProperty(globalThis, "speechSynthesis", { value: {
          speaking: false,
          speak(piece) { this.speaking = true; spoken.push([piece.text, piece.lang]); },
          cancel() { this.speaking = false; },
        } });
        """;

    [Theory]
    [EveryScreen]
    public async Task An_answer_is_had_shorter_longer_and_by_another_model_and_each_stays(string language, int width)
    {
        await using var visit = await StartAsync(language, width);
        var page = visit.Page;
        await page.AskAsync("Say something sim:tokens=6");
        await page.AnswerShouldBeDoneAsync();

        await AgainAsync(page, "[data-wish=shorter]", "2/2");
        await AgainAsync(page, "[data-wish=longer]", "3/3");
        await OpenMenuAsync(page, "again-menu");
        await page.LastAnswer().Locator("[data-do=again-model]").ClickAsync();
        await page.Locator(".picker-row[data-model='built-in']").ClickAsync();
        await Expect(page.LastAnswer().Locator(".branches-number")).ToHaveTextAsync("4/4");
        await page.AnswerShouldBeDoneAsync();

        await Expect(page.LastAnswer().Locator(".message-model")).ToHaveTextAsync("Built-in");
        await Expect(page.Locator(".model-chip-name")).ToHaveTextAsync("sim-model");
        await visit.ShouldBeAccessibleAsync();
        await page.LastAnswer().Locator("[data-do=branch]").First.ClickAsync();
        await Expect(page.LastAnswer().Locator(".branches-number")).ToHaveTextAsync("3/4");
        await Expect(page.LastAnswer().Locator(".message-model")).ToHaveTextAsync("sim-model");
        visit.ShouldBeClean();
    }

    [Theory]
    [EveryScreen]
    public async Task An_answer_that_reached_its_limit_says_so_and_goes_on_below(string language, int width)
    {
        await using var visit = await StartAsync(language, width);
        var page = visit.Page;
        await page.AskAsync("Tell me much sim:length sim:tokens=8");
        await page.AnswerShouldBeDoneAsync();
        await Expect(page.LastAnswer().Locator(".message-note")).ToContainTextAsync(Words.Of(language, "chat.page.stop.length"));
        await visit.ShouldBeAccessibleAsync();
        var first = await page.LastAnswer().Locator(".prose").InnerTextAsync();

        await page.LastAnswer().Locator("[data-wish=continue]").ClickAsync();
        await Expect(page.Locator(".chat-messages article.answer")).ToHaveCountAsync(2);
        await page.AnswerShouldBeDoneAsync();

        await Expect(page.LastAnswer().Locator(".prose")).Not.ToBeEmptyAsync();
        (await page.Locator(".chat-messages article.answer").First.Locator(".prose").InnerTextAsync()).ShouldBe(first);
        await page.ReloadAsync();
        await Expect(page.Locator(".chat-messages article.question")).ToHaveCountAsync(1);
        await Expect(page.Locator(".chat-messages article.answer")).ToHaveCountAsync(2);
        visit.ShouldBeClean();
    }

    [Theory]
    [EveryScreen]
    public async Task An_answer_is_quoted_in_part_and_read_aloud_until_told_to_stop(string language, int width)
    {
        await using var visit = await StartAsync(language, width);
        var page = visit.Page;
        await page.AskAsync(language == "uk" ? "Доброго ранку. Як справи? sim:echo" : "Good morning. How are you? sim:echo");
        await page.AnswerShouldBeDoneAsync();
        var said = await page.LastAnswer().Locator(".prose").InnerTextAsync();

        await OpenMenuAsync(page, "message-menu");
        await page.LastAnswer().Locator("[data-do=speak]").ClickAsync();
        await page.WaitForFunctionAsync("() => spoken.length > 0");
        string.Concat(await page.EvaluateAsync<string[]>("() => spoken.map(([text]) => text)")).Trim().ShouldBe(said.Trim());
        (await page.EvaluateAsync<string[]>("() => spoken.map(([, lang]) => lang)")).ShouldAllBe(spoken => spoken == language);
        await OpenMenuAsync(page, "message-menu");
        await page.LastAnswer().Locator("[data-do=speak]").ClickAsync();
        await page.WaitForFunctionAsync("() => !speechSynthesis.speaking");

        var part = await page.EvaluateAsync<string>(
            """
            () => {
              const words = document.createTreeWalker(document.querySelector('article.answer .prose p'), NodeFilter.SHOW_TEXT).nextNode();
              getSelection().setBaseAndExtent(words, 0, words, 5);
              return getSelection().toString();
            }
            """);
        await OpenMenuAsync(page, "message-menu");
        await page.LastAnswer().Locator("[data-do=quote]").ClickAsync();
        await Expect(page.Locator("#prompt")).ToHaveValueAsync($"> {part}\n\n");
        await Expect(page.Locator("#prompt")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Why? sim:tokens=4");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".chat-messages article.question .bubble").Last).ToContainTextAsync("Why?");
        await page.AnswerShouldBeDoneAsync();
        visit.ShouldBeClean();
    }

    private static async Task AgainAsync(IPage page, string wish, string branch)
    {
        await OpenMenuAsync(page, "again-menu");
        await page.LastAnswer().Locator(wish).ClickAsync();
        await Expect(page.LastAnswer().Locator(".branches-number")).ToHaveTextAsync(branch);
        await page.AnswerShouldBeDoneAsync();
    }

    private static async Task OpenMenuAsync(IPage page, string menu)
    {
        await page.LastAnswer().HoverAsync();
        await page.LastAnswer().Locator($"[popovertarget^={menu}]").ClickAsync();
    }

    private async Task<Visit> StartAsync(string language, int width)
    {
        var visit = await Visit.StartAsync(product, language, width);
        await visit.Page.AddInitScriptAsync(Mouth);
        await visit.SignUpAsync(language);
        await visit.Page.GotoAsync($"/{language}/chat");
        await visit.Page.ChooseModelAsync(Journey.Simulated);
        return visit;
    }
}
