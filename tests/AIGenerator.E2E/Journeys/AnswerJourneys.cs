using AIGenerator.E2E.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>What an answer can hold and what one can do with it, on the style page's sample and in the chat.</summary>
[Collection("clipboard")]
public sealed class AnswerJourneys(RunningProduct product)
{
    [Fact]
    public async Task Formulas_are_drawn_and_what_cannot_be_drawn_stays_as_written()
    {
        await using var visit = await Visit.StartAsync(product, width: 390);
        await visit.Page.GotoAsync("/dev/ui");
        var answer = visit.Page.Locator("answer-prose");

        await Expect(answer.Locator(".math .katex-display")).ToHaveCountAsync(2);
        await Expect(answer.Locator(".math annotation").First).ToHaveTextAsync("ax^2+bx+c=0");
        await Expect(answer.Locator(".math-error")).ToHaveTextAsync(["\\frac{1}{", "\\unknown{x}"]);
        await visit.Page.WaitForFunctionAsync("() => [...document.fonts].some(font => font.status === 'loaded' && font.family.startsWith('KaTeX'))");
        await Expect(answer.Locator(".math-scroll[tabindex='0'][role='group'][aria-label='Formula']")).ToHaveCountAsync(1);
        await Expect(answer.Locator(".table-scroll[tabindex='0'][aria-label='Table']")).ToHaveCountAsync(1);
        await visit.ShouldBeAccessibleAsync();
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task Code_is_coloured_copied_wrapped_and_downloaded_under_its_name()
    {
        await using var visit = await Visit.StartAsync(product, width: 390);
        await visit.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await visit.Page.GotoAsync("/dev/ui");
        var blocks = visit.Page.Locator("answer-prose .code-block");

        await Expect(blocks.Nth(0).Locator(".code-name")).ToHaveTextAsync("C#");
        await Expect(blocks.Nth(2).Locator(".code-name")).ToHaveTextAsync("Code");
        await Expect(blocks.Nth(0).Locator(".hljs-keyword").First).ToBeVisibleAsync();
        await Expect(blocks.Nth(0).Locator("pre")).ToHaveAttributeAsync("aria-label", "Code: C#");
        await blocks.Nth(0).GetByRole(AriaRole.Button, new() { Name = "Wrap lines" }).ClickAsync();
        await Expect(blocks.Nth(0).Locator("pre")).Not.ToHaveAttributeAsync("tabindex", "0");
        await Expect(blocks.Nth(0).Locator("[aria-pressed]")).ToHaveAttributeAsync("aria-pressed", "true");
        await blocks.Nth(2).GetByRole(AriaRole.Button, new() { Name = "Copy code" }).ClickAsync();
        await Expect(blocks.Nth(2).GetByRole(AriaRole.Status)).ToHaveTextAsync("Copied");
        (await visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()")).ShouldBe("no language: a log line, then another\n");
        foreach (var (block, name) in new[] { (0, "Orders.cs"), (1, "fib.py"), (2, "code-3.txt"), (3, "code-4.diff") })
        {
            var download = await visit.Page.RunAndWaitForDownloadAsync(() => blocks.Nth(block).GetByRole(AriaRole.Button, new() { Name = "Download as a file" }).ClickAsync());
            download.SuggestedFilename.ShouldBe(name);
        }

        visit.ShouldBeClean();
    }

    [Fact]
    public async Task Long_code_is_coloured_off_the_page_and_very_long_code_stays_plain()
    {
        await using var visit = await Visit.StartAsync(product);
        await visit.Page.GotoAsync("/dev/ui");
        await Expect(visit.Page.Locator("answer-prose .code-tools").First).ToBeVisibleAsync();

        await visit.Page.EvaluateAsync(
            """
            () => [1000, 10000].forEach(lines => {
              const answer = document.createElement('answer-prose');
              answer.className = 'prose long';
              answer.innerHTML = '<figure class="code-block"><figcaption class="code-head"><span class="code-name">Python</span></figcaption><pre><code class="language-python"></code></pre></figure>';
              answer.querySelector('code').textContent = 'return None\n'.repeat(lines) + (lines > 1000 ? 'return None\n'.repeat(1000) : '');
              document.querySelector('main').append(answer);
            })
            """);

        await Expect(visit.Page.Locator("answer-prose.long").First.Locator(".hljs-keyword")).ToHaveCountAsync(1000);
        await Expect(visit.Page.Locator("answer-prose.long").Last.Locator(".code-tools")).ToHaveCountAsync(1);
        await Expect(visit.Page.Locator("answer-prose.long").Last.Locator(".hljs-keyword")).ToHaveCountAsync(0);
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_footnote_leads_to_its_text_and_back_and_words_are_in_the_pages_language()
    {
        await using var visit = await Visit.StartAsync(product, "uk");
        await visit.Page.GotoAsync("/dev/ui");
        var answer = visit.Page.Locator("answer-prose");

        await answer.GetByRole(AriaRole.Button, new() { Name = "Виноска note" }).ClickAsync();
        await Expect(answer.Locator(".footnote[data-note=note]")).ToBeFocusedAsync();
        await answer.Locator(".footnote[data-note=note] .footnote-back").ClickAsync();
        await Expect(answer.Locator(".footnote-ref[data-note=note] button")).ToBeFocusedAsync();
        await Expect(answer.Locator(".callout-title").First).ToHaveTextAsync("Примітка");
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_selected_formula_is_copied_as_tex()
    {
        await using var visit = await Visit.StartAsync(product);
        await visit.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await visit.Page.GotoAsync("/dev/ui");
        await Expect(visit.Page.Locator("answer-prose .math .katex").First).ToBeAttachedAsync();

        await visit.Page.EvaluateAsync("() => { const range = document.createRange(); range.selectNodeContents(document.querySelector('answer-prose ol')); getSelection().removeAllRanges(); getSelection().addRange(range); document.execCommand('copy'); }");

        var text = await visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()");
        text.ShouldStartWith("First, with a formula $e^{i\\pi} + 1 = 0$ inside\n");
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task The_built_in_models_code_has_its_tools_while_it_arrives_and_after_a_reload()
    {
        await using var visit = await Visit.StartAsync(product);
        await visit.SignUpAsync();
        await visit.Page.GotoAsync("/en/chat");
        await visit.Page.ChooseModelAsync("built-in");
        await visit.Page.AskAsync("Show me a table and some code in Python");

        await visit.Page.AnswerShouldBeDoneAsync();
        await Expect(visit.Page.LastAnswer().Locator(".code-block .code-tools").First).ToBeVisibleAsync();
        await Expect(visit.Page.LastAnswer().Locator(".code-block .hljs-keyword, .code-block .hljs-title").First).ToBeVisibleAsync();
        await visit.Page.ReloadAsync();

        await Expect(visit.Page.LastAnswer().Locator(".code-block .code-tools").First).ToBeVisibleAsync();
        await visit.ShouldBeAccessibleAsync();
        visit.ShouldBeClean();
    }
}
