using AIGenerator.E2E.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>What only a browser can do: hear, and say that something is ready. Both are replaced by recorders, as no test machine has ears.</summary>
public sealed class VoiceJourneys(RunningProduct product)
{
    private const string Ears = """
        class Ears extends EventTarget {
          start() { globalThis.ears = this; }
          stop() { this.dispatchEvent(new Event("end")); }
          hear(text, isFinal) {
            const event = new Event("result");
            const result = Object.assign([{ transcript: text }], { isFinal });
            this.dispatchEvent(Object.assign(event, { resultIndex: 0, results: [result] }));
          }
        }
        globalThis.SpeechRecognition = globalThis.webkitSpeechRecognition = Ears;
        """;

    internal const string Notices = """
        globalThis.noticed = [];
        globalThis.permission = "default";
        class Notice extends EventTarget {
          static get permission() { return globalThis.permission; }
          static requestPermission() { globalThis.permission = "granted"; return Promise.resolve("granted"); }
          constructor(title, options) { super(); globalThis.noticed.push({ title, body: options.body }); }
          close() {}
        }
        globalThis.Notification = Notice;
        Object.defineProperty(document, "hidden", { get: () => globalThis.isAway === true });
        """;

    [Theory]
    [InlineData("en", 1440)]
    [InlineData("uk", 390)]
    public async Task A_question_is_dictated_and_waits_to_be_sent(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await page.AddInitScriptAsync(Ears);
        await visit.SignUpAsync(language);
        await page.GotoAsync($"/{language}/chat");
        await page.Locator("textarea[name=message]").FillAsync("Dear diary,");

        await page.Locator("[popovertarget=attach-menu]").ClickAsync();
        await page.Locator("[data-do=dictate]").ClickAsync();
        await Expect(page.Locator("[data-part=listening]")).ToBeVisibleAsync();
        (await page.EvaluateAsync<string>("() => ears.lang")).ShouldBe(language);
        await page.EvaluateAsync("() => ears.hear('today it ra', false)");
        await Expect(page.Locator("[data-part=heard]")).ToHaveTextAsync("today it ra");
        await page.EvaluateAsync("() => ears.hear(' today it rained', true)");
        await visit.ShouldBeAccessibleAsync();
        await page.Keyboard.PressAsync("Escape");

        await Expect(page.Locator("[data-part=listening]")).ToBeHiddenAsync();
        await Expect(page.Locator("textarea[name=message]")).ToHaveValueAsync("Dear diary, today it rained");
        await Expect(page.Locator("textarea[name=message]")).ToBeFocusedAsync();
        visit.ShouldBeClean();
    }

    [Theory]
    [InlineData("en", 1440)]
    [InlineData("uk", 390)]
    public async Task A_long_answer_in_the_background_asks_once_and_tells_the_next_time(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await page.AddInitScriptAsync(Notices);
        await visit.SignUpAsync(language);
        await page.GotoAsync($"/{language}/chat");
        await page.ChooseModelAsync(Journey.Simulated);

        await page.AskAsync("Slowly sim:tokens=32 sim:rate=2");
        await page.EvaluateAsync("() => { isAway = true; }");
        await page.AnswerShouldBeDoneAsync();
        (await page.EvaluateAsync<int>("() => noticed.length")).ShouldBe(0);
        await page.WaitForFunctionAsync("() => localStorage.getItem('ag-notify-asked')");
        await page.EvaluateAsync("() => { isAway = false; document.dispatchEvent(new Event('visibilitychange')); }");
        await page.Locator("toast-region button").Filter(new() { HasText = language == "en" ? "Yes, notify me" : "Так, сповіщати" }).ClickAsync();

        await page.AskAsync("Again sim:tokens=32 sim:rate=2");
        await page.EvaluateAsync("() => { isAway = true; }");
        await Expect(page.Locator("live-answer[data-state=succeeded]")).ToHaveCountAsync(2, new() { Timeout = 60_000 });
        await page.WaitForFunctionAsync("() => noticed.length === 1");
        (await page.EvaluateAsync<string>("() => noticed[0].body")).ShouldBe(language == "en" ? "The answer is ready" : "Відповідь готова");
        visit.ShouldBeClean();
    }
}
