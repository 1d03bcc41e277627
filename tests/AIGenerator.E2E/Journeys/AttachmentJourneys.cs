using AIGenerator.E2E.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>Files: picked, dropped, pasted, kept over a reload, refused in words, sent, opened.</summary>
[Collection("clipboard")]
public sealed class AttachmentJourneys(RunningProduct product)
{
    // Draws a picture with the browser itself and drops it, with other files, anywhere on the page.
    private const string DropFiles = """
        async files => {
          const data = new DataTransfer();
          for (const { name, type, text, width, height } of files) {
            if (text !== undefined) {
              data.items.add(new File([text], name, { type }));
            } else {
              const canvas = new OffscreenCanvas(width, height);
              const context = canvas.getContext('2d');
              const colours = context.createLinearGradient(0, 0, width, height);
              colours.addColorStop(0, '#2f6fde'); colours.addColorStop(1, '#f2b35a');
              context.fillStyle = colours; context.fillRect(0, 0, width, height);
              data.items.add(new File([await canvas.convertToBlob({ type })], name, { type }));
            }
          }
          document.body.dispatchEvent(new DragEvent('dragover', { dataTransfer: data, bubbles: true, cancelable: true }));
          window.veilWasShown = !document.querySelector('[data-part=veil]').hidden;
          document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
        }
        """;

    [Theory]
    [EveryScreen]
    public async Task A_huge_picture_and_a_text_are_dropped_survive_a_reload_and_are_sent(string language, int width)
    {
        await using var visit = await StartAsync(language, width);
        var page = visit.Page;

        await page.EvaluateAsync(DropFiles, new object[]
        {
            new { name = "Гори над озером.png", type = "image/png", width = 3000, height = 1500 },
            new { name = "notes <b>bold \u202Etxt.md", type = "text/markdown", text = "# Notes" },
        });
        await Expect(page.Locator(".attachment[data-state=ready]")).ToHaveCountAsync(2, new() { Timeout = 30_000 });
        (await page.EvaluateAsync<bool>("() => window.veilWasShown")).ShouldBeTrue();
        await Expect(page.Locator("[data-part=veil]")).ToBeHiddenAsync();
        await Expect(page.Locator(".attachment img")).ToHaveCountAsync(1);
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"chips-{language}-{width}");

        await page.ReloadAsync();
        await Expect(page.Locator(".attachment[data-state=ready]")).ToHaveCountAsync(2);
        await page.ChooseModelAsync(Journey.Simulated);
        await page.AskAsync("Describe sim:tokens=8");

        await Expect(page.Locator(".question .sent-picture img")).ToBeVisibleAsync();
        await Expect(page.Locator(".question .sent-file-name")).ToHaveTextAsync("notes <b>bold txt.md");
        await Expect(page.Locator(".composer .attachment")).ToHaveCountAsync(0);
        await page.AnswerShouldBeDoneAsync();
        await page.ReloadAsync();
        await Expect(page.Locator(".question .sent-picture img")).ToHaveJSPropertyAsync("naturalWidth", 2048);
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"sent-{language}-{width}");

        await page.Locator(".sent-picture").PressAsync("Enter");
        await Expect(page.Locator("dialog.picture img")).ToBeVisibleAsync();
        await Expect(page.Locator("#picture-name")).ToHaveTextAsync("Гори над озером.png");
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"picture-{language}-{width}");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".sent-picture")).ToBeFocusedAsync();
        visit.ShouldBeClean();
    }

    [Theory]
    [TwoScreens]
    public async Task What_does_not_fit_says_why_and_is_removed_with_the_keyboard(string language, int width)
    {
        await using var visit = await StartAsync(language, width);
        var page = visit.Page;
        await page.Locator("[popovertarget=attach-menu]").ClickAsync();
        await Expect(page.Locator("#attach-menu")).ToContainTextAsync("20");
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"menu-{language}-{width}");
        var chooser = await page.RunAndWaitForFileChooserAsync(() => page.Locator("[data-do=attach][data-what=files]").ClickAsync());
        await chooser.SetFilesAsync([
            new FilePayload { Name = "archive.zip", MimeType = "application/zip", Buffer = [.. "PK\u0003\u0004"u8, 0, 0, 0, 0] },
            new FilePayload { Name = "big.txt", MimeType = "text/plain", Buffer = new byte[3 * 1024 * 1024] },
            new FilePayload { Name = "IMG_1.heic", MimeType = "image/heic", Buffer = [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0] },
            new FilePayload { Name = "good.txt", MimeType = "text/plain", Buffer = "good"u8.ToArray() }]);

        await Expect(page.Locator(".attachment[data-state=failed]")).ToHaveCountAsync(3);
        await Expect(page.Locator(".attachment[data-state=failed]").Nth(2)).ToContainTextAsync(Words.Of(language, "errors.media.broken-picture"));
        await Expect(page.Locator("[data-part=reason]")).ToBeVisibleAsync();
        await visit.ShouldBeAccessibleAsync();
        await page.ShootAsync($"refused-{language}-{width}");

        for (var left = 3; left > 0; left--)
        {
            await page.Locator(".attachment[data-state=failed] [data-part=remove]").First.PressAsync("Enter");
            await Expect(page.Locator(".attachment[data-state=failed]")).ToHaveCountAsync(left - 1);
        }

        await Expect(page.Locator(".attachment:has-text('good.txt') [data-part=remove]")).ToBeFocusedAsync();
        await page.Locator("[data-part=send]").ClickAsync();
        await Expect(page.Locator(".question .sent-file-name")).ToHaveTextAsync("good.txt");
        await page.AnswerShouldBeDoneAsync();
        visit.ShouldBeClean("422");
    }

    [Theory]
    [TwoScreens]
    public async Task A_model_that_sees_nothing_is_named_before_sending_and_another_one_may_look(string language, int width)
    {
        await using var visit = await StartAsync(language, width);
        var page = visit.Page;
        await page.ChooseModelAsync("built-in");
        await page.EvaluateAsync(DropFiles, new object[] { new { name = "a.png", type = "image/png", width = 60, height = 40 } });

        await Expect(page.Locator("[data-part=reason]")).ToContainTextAsync(Words.Of(language, "chat.page.files.blind").Replace("{model}", "Built-in", StringComparison.Ordinal));
        await page.AskAsync("What is it?");
        await Expect(page.Locator(".question")).ToHaveCountAsync(0);

        await page.ChooseModelAsync(Journey.Simulated);
        await Expect(page.Locator("[data-part=reason]")).ToBeHiddenAsync();
        await page.AskAsync("Look sim:tokens=4");
        await page.AnswerShouldBeDoneAsync();

        await page.Locator(".question [data-do=edit]").ClickAsync();
        await page.Locator(".question-editor textarea").FillAsync("Look again sim:tokens=4");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".question .bubble")).ToContainTextAsync("Look again");
        await page.AnswerShouldBeDoneAsync();
        await page.ReloadAsync();
        await Expect(page.Locator(".question .sent-picture")).ToHaveCountAsync(1);
        visit.ShouldBeClean();
    }

    [Theory]
    [TwoScreens]
    public async Task A_pasted_picture_becomes_a_file_and_so_does_a_very_long_text(string language, int width)
    {
        await using var visit = await StartAsync(language, width);
        var page = visit.Page;
        await page.Locator("#prompt").FocusAsync();

        await page.EvaluateAsync(
            """
            async () => {
              const paste = data => document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
              const drawn = new OffscreenCanvas(30, 20);
              drawn.getContext('2d').fillRect(0, 0, 30, 20);
              const picture = new DataTransfer();
              picture.items.add(new File([await drawn.convertToBlob()], 'image.png', { type: 'image/png' }));
              paste(picture);
              const text = new DataTransfer();
              text.setData('text/plain', 'word '.repeat(4000));
              paste(text);
            }
            """);

        await Expect(page.Locator(".attachment[data-state=ready] .attachment-name")).ToHaveTextAsync(["image.png", Words.Of(language, "chat.page.files.pasted")]);
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("");
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_pasted_text_of_more_than_a_thousand_lines_becomes_a_file()
    {
        await using var visit = await StartAsync("en", 1440);
        var page = visit.Page;
        await page.Locator("#prompt").FocusAsync();

        await page.EvaluateAsync(
            """
            lines => {
              const data = new DataTransfer();
              data.setData('text/plain', lines);
              document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
            }
            """,
            Lines(1_001));

        await Expect(page.Locator(".attachment[data-state=ready] .attachment-name")).ToHaveTextAsync("pasted-text.txt");
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("");
        await page.AskAsync("Read it sim:tokens=4");
        await page.AnswerShouldBeDoneAsync();
        await Expect(page.Locator(".question .sent-file-name")).ToHaveTextAsync("pasted-text.txt");
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_dropped_text_of_more_than_a_thousand_lines_becomes_a_file_and_a_short_one_does_not()
    {
        await using var visit = await StartAsync("en", 1440);
        var page = visit.Page;
        const string Drop = """
            lines => {
              const data = new DataTransfer();
              data.setData('text/plain', lines);
              return document.querySelector('#prompt').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
            }
            """;

        (await page.EvaluateAsync<bool>(Drop, Lines(1_000))).ShouldBeTrue("the browser puts it into the field");
        (await page.EvaluateAsync<bool>(Drop, Lines(1_001))).ShouldBeFalse();

        await Expect(page.Locator(".attachment[data-state=ready] .attachment-name")).ToHaveTextAsync("pasted-text.txt");
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_pasted_text_of_a_thousand_lines_stays_text()
    {
        await using var visit = await StartAsync("en", 1440);
        var page = visit.Page;
        await page.Locator("#prompt").FillAsync(Lines(1_000));
        await page.Locator("#prompt").PressAsync("ControlOrMeta+a");
        await page.Locator("#prompt").PressAsync("ControlOrMeta+x");
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("");

        await page.Locator("#prompt").PressAsync("ControlOrMeta+v");

        await Expect(page.Locator("#prompt")).ToHaveValueAsync(Lines(1_000));
        await Expect(page.Locator(".attachment")).ToHaveCountAsync(0);
        visit.ShouldBeClean();
    }

    private static string Lines(int count) => string.Join('\n', Enumerable.Range(0, count).Select(i => i % 1_000));

    private async Task<Visit> StartAsync(string language, int width)
    {
        var visit = await Visit.StartAsync(product, language, width);
        await visit.SignUpAsync(language);
        await visit.Page.GotoAsync($"/{language}/chat");
        await visit.Page.ChooseModelAsync(Journey.Simulated);
        await visit.Page.WaitForFunctionAsync("() => customElements.get('attachment-strip') && document.querySelector('prompt-composer:defined .attach')");
        return visit;
    }
}
