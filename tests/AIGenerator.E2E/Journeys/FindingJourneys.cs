using AIGenerator.E2E.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AIGenerator.E2E.Journeys;

/// <summary>Finding chats again and keeping them in order.</summary>
public sealed class FindingJourneys(RunningProduct product)
{
    [Theory]
    [EveryScreen]
    public async Task A_mistyped_word_of_a_message_leads_back_to_its_chat(string language, int width)
    {
        var (title, message, typed) = language == "uk"
            ? ("Свято в саду", "На малиновій терасі потрібні ліхтарики", "ліхтаркии")
            : ("Plan the garden party", "The raspberry terrace needs lanterns", "raspbery");
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        var chat = await page.AskByApiAsync(message, title);
        await page.AskByApiAsync("Something else entirely", "Other");
        await page.GotoAsync($"/{language}/settings");

        await page.OpenSidebarAsync(width);
        await page.Locator("#chat-find").FillAsync(typed);
        var found = page.Locator(".found-chat");
        await Expect(found).ToHaveCountAsync(1);
        await Expect(found.Locator("mark").First).ToBeVisibleAsync();
        await Expect(page.Locator("chat-history")).Not.ToBeVisibleAsync();
        await visit.ShouldBeAccessibleAsync();
        await page.Locator("#chat-find").PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForURLAsync($"**/{language}/chat/{chat}?message=*");
        await Expect(page.Locator("article[data-found]")).ToBeFocusedAsync();
        await Expect(page.Locator(".question").First).ToContainTextAsync(message);
        await page.OpenSidebarAsync(width);
        await Expect(page.Locator("#chat-find")).ToHaveValueAsync(typed);
        await page.Locator("#chat-find").PressAsync("Escape");
        await Expect(page.Locator("chat-history")).ToBeVisibleAsync();
        await page.Locator("#chat-find").FillAsync("qqqqwwww");
        await Expect(page.Locator("chat-search [data-part=none]")).ToBeVisibleAsync();
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task A_hit_on_another_branch_opens_there_and_stays_and_markup_is_only_text()
    {
        await using var visit = await Visit.StartAsync(product);
        var page = visit.Page;
        await visit.SignUpAsync();
        var chat = await page.AskByApiAsync("The <b>pangolin</b> sleeps <img src=x>", "Animals <i>of</i> the pangolin");
        await page.GotoAsync($"/en/chat/{chat}");
        await page.ReadyAsync();
        await page.Locator(".question [data-do=edit]").ClickAsync();
        await page.Locator(".question-editor textarea").FillAsync("The otter swims");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".question .branches-number")).ToHaveTextAsync("2/2");
        await page.AnswerShouldBeDoneAsync();
        await page.GotoAsync("/en/settings");

        await page.OpenSidebarAsync(1440);
        await page.Locator("#chat-find").FillAsync("pangolin");
        var place = page.Locator(".found-message", new() { HasText = "You" });
        await Expect(place).ToContainTextAsync("The <b>pangolin</b> sleeps <img src=x>");
        await Expect(page.Locator(".found-title")).ToContainTextAsync("Animals <i>of</i> the pangolin");
        await Expect(page.Locator(".found-chat :is(b, i, img)")).ToHaveCountAsync(0);
        await place.ClickAsync();

        await page.WaitForURLAsync($"**/en/chat/{chat}?message=*");
        await Expect(page.Locator(".question .bubble")).ToContainTextAsync("pangolin");
        await Expect(page.Locator(".question .branches-number")).ToHaveTextAsync("1/2");
        await Expect(page.Locator(".question[data-found]")).ToBeVisibleAsync();
        await visit.ShouldBeAccessibleAsync();

        // News of the chat come from elsewhere: what is read here stays.
        await page.RunAndWaitForResponseAsync(() => page.PinByApiAsync(chat), $"**/chat/{chat}/messages?around=*");
        await Expect(page.Locator(".question .bubble")).ToContainTextAsync("pangolin");
        visit.ShouldBeClean();
    }

    [Theory]
    [EveryScreen]
    public async Task A_chat_is_pinned_filed_archived_and_deleted_from_its_menu(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        var (first, second) = (await page.AskByApiAsync("First", "Alpha"), await page.AskByApiAsync("Second", "Beta"));
        await page.GotoAsync($"/{language}/settings");
        await page.OpenSidebarAsync(width);

        await page.ChooseAsync(first, "pin");
        await Expect(page.Locator("[data-group=pinned] .chat-row")).ToHaveAttributeAsync("data-chat", first);

        await page.ChooseAsync(second, "move");
        await page.Locator("#chat-move input").FillAsync("Work & <b>play</b>");
        await visit.ShouldBeAccessibleAsync();
        await page.Locator("#chat-move [data-part=move-new] button").ClickAsync();
        await Expect(page.Locator("#chat-move")).Not.ToBeVisibleAsync();
        await Expect(page.Locator(".toast [data-action]")).ToBeVisibleAsync();
        await page.Locator("[popovertarget=chat-views]").ClickAsync();
        await page.Locator("#chat-views [data-part=folders] button").ClickAsync();
        await Expect(page.Locator("[data-part=view-name]")).ToHaveTextAsync("Work & <b>play</b>");
        await Expect(page.Locator(".chat-row")).ToHaveCountAsync(1);
        await Expect(page.Row(second)).ToBeVisibleAsync();

        await page.Locator("[popovertarget=chat-views]").ClickAsync();
        await page.Locator("#chat-views [data-view=all]").ClickAsync();
        await Expect(page.Locator(".chat-row")).ToHaveCountAsync(2);
        await page.ForgetToastsAsync();
        await page.ChooseAsync(second, "archive");
        await Expect(page.Row(second)).Not.ToBeAttachedAsync();
        await page.Locator(".toast [data-action]").ClickAsync();
        await page.OpenSidebarAsync(width);
        await Expect(page.Row(second)).ToBeVisibleAsync();

        await page.ForgetToastsAsync();
        await page.ChooseAsync(second, "delete");
        await Expect(page.Row(second)).Not.ToBeAttachedAsync();
        await page.Locator(".toast [data-action]").ClickAsync();
        await page.OpenSidebarAsync(width);
        await Expect(page.Row(second)).ToBeVisibleAsync();
        await visit.ShouldBeAccessibleAsync();

        // A pointer that rests on a row makes Turbo fetch the chat ahead, and this one was deleted meanwhile.
        visit.ShouldBeClean("status of 404");
    }

    [Fact]
    public async Task The_list_is_worked_by_keyboard()
    {
        await using var visit = await Visit.StartAsync(product);
        var page = visit.Page;
        await visit.SignUpAsync();
        var chats = new List<string>();
        foreach (var title in new[] { "Three", "Two", "One" })
        {
            chats.Insert(0, await page.AskByApiAsync(title, title));
        }

        await page.GotoAsync("/en/settings");
        await page.WaitForFunctionAsync("() => customElements.get('chat-history')");
        await page.Row(chats[0]).Locator("a").FocusAsync();

        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Row(chats[1]).Locator("a")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("F2");
        await page.Keyboard.TypeAsync("Renamed");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Row(chats[1])).ToContainTextAsync("Renamed");
        await page.Keyboard.PressAsync("Delete");
        await Expect(page.Row(chats[1])).Not.ToBeAttachedAsync();
        await Expect(page.Row(chats[2]).Locator("a")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Shift+F10");
        await Expect(page.Locator("#chat-row-menu")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Row(chats[2]).Locator("a").FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await Expect(page.Row(chats[0]).Locator("a")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"**/en/chat/{chats[0]}");
        await Expect(page.Locator("#prompt")).ToBeFocusedAsync();
        await page.Row(chats[2]).Locator("a").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"**/en/chat/{chats[2]}");
        await Expect(page.Locator("#prompt")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Control+Shift+f");
        await Expect(page.Locator("#chat-find")).ToBeFocusedAsync();
        visit.ShouldBeClean();
    }

    [Theory]
    [EveryScreen]
    public async Task Many_chats_are_chosen_archived_and_deleted_at_once_and_another_tab_follows(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        var chats = new[] { await page.AskByApiAsync("One", "One"), await page.AskByApiAsync("Two", "Two"), await page.AskByApiAsync("Three", "Three") };
        await page.GotoAsync($"/{language}/settings");
        var other = await visit.NewTabAsync();
        await other.GotoAsync($"/{language}/settings");
        await Expect(other.Locator(".chat-row")).ToHaveCountAsync(3);
        await page.OpenSidebarAsync(width);

        await page.Locator(".chat-view [data-do=select]").ClickAsync();
        await page.Row(chats[2]).Locator("a").ClickAsync();
        await page.Row(chats[1]).Locator("a").ClickAsync();
        await Expect(page.Locator(".chat-bulk-count")).ToContainTextAsync("2");
        await visit.ShouldBeAccessibleAsync();
        await page.Locator("[data-do=bulk-archive]").ClickAsync();
        await ShouldComeBackAsync(1);

        // By keyboard, with the range that Shift takes.
        await page.ForgetToastsAsync();
        await page.OpenSidebarAsync(width);
        await page.Locator(".chat-view [data-do=select]").ClickAsync();
        await page.Row(chats[2]).Locator("a").ClickAsync();
        await page.Row(chats[0]).Locator("a").ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Expect(page.Locator(".chat-bulk-count")).ToContainTextAsync("3");
        await page.Locator("[data-do=bulk-delete]").PressAsync("Enter");
        await ShouldComeBackAsync(0);
        visit.ShouldBeClean();

        async Task ShouldComeBackAsync(int left)
        {
            await Expect(page.Locator(".chat-row[data-chat]")).ToHaveCountAsync(left);
            await Expect(other.Locator(".chat-row[data-chat]")).ToHaveCountAsync(left);
            await page.Locator(".toast [data-action]").ClickAsync();
            await Expect(page.Locator(".chat-row[data-chat]")).ToHaveCountAsync(3);
            await Expect(other.Locator(".chat-row[data-chat]")).ToHaveCountAsync(3);
        }
    }

    [Fact]
    public async Task Thousands_of_chats_scroll_with_few_rows_in_the_page()
    {
        await using var visit = await Visit.StartAsync(product);
        var page = visit.Page;
        await visit.SignUpAsync();
        for (var i = 0; i < 4; i++)
        {
            await page.AskByApiAsync($"Chat {i}", $"Chat {i}");
        }

        // The list is asked for through the browser: forty pages of made-up chats stand behind the first one.
        await page.RouteAsync("**/api/chat?after=*", async route =>
        {
            var at = int.Parse(new Uri(route.Request.Url).Query.Split('=')[^1], System.Globalization.CultureInfo.InvariantCulture);
            var items = Enumerable.Range(0, 50).Select(i => new
            {
                id = $"00000000-0000-7000-8000-{(at * 50) + i:000000000000}", title = $"Old chat {(at * 50) + i}", updatedAt = $"2020-01-01T00:00:{59 - at:00}.{999 - i:000}Z",
                isRunning = false, isPinned = false, isArchived = false, isUnread = false, folderId = (string?)null,
            });
            await route.FulfillAsync(new() { Json = new { items, next = at < 40 ? (at + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : null } });
        });
        await page.RouteAsync("**/en/settings", async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = answer, Body = (await answer.TextAsync()).Replace("<chat-history ", "<chat-history data-next=\"0\" ", StringComparison.Ordinal) });
        });
        await page.GotoAsync("/en/settings");
        await page.WaitForFunctionAsync("() => customElements.get('chat-history')");

        await page.Locator(".chat-row a").First.FocusAsync();
        await page.WaitForFunctionAsync(
            """
            () => {
              const scroller = document.querySelector('.sidebar-scroll');
              scroller.scrollTop = scroller.scrollHeight;
              return document.body.textContent.includes('Old chat 2049');
            }
            """);

        (await page.Locator(".chat-row").CountAsync()).ShouldBeLessThan(120);
        await page.Locator(".chat-row a").Last.FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await Expect(page.Locator(".chat-row a").First).ToBeFocusedAsync();
        await Expect(page.Locator(".chat-row").First).ToContainTextAsync("Chat 3");
        visit.ShouldBeClean();
    }

    [Theory]
    [TwoScreens]
    public async Task A_reply_that_ended_elsewhere_is_marked_until_its_chat_is_opened(string language, int width)
    {
        await using var visit = await Visit.StartAsync(product, language, width);
        var page = visit.Page;
        await visit.SignUpAsync(language);
        await page.GotoAsync($"/{language}/settings");
        var chat = await page.AskByApiAsync("Hello", "Waiting");
        await page.OpenSidebarAsync(width);

        await Expect(page.Row(chat)).ToHaveAttributeAsync("data-unread", "");
        await page.RunAndWaitForResponseAsync(() => page.Row(chat).Locator("a").ClickAsync(), $"**/api/chat/{chat}/seen");
        await page.WaitForURLAsync($"**/{language}/chat/{chat}");
        await Expect(page.Row(chat)).Not.ToHaveAttributeAsync("data-unread", "");
        await page.GotoAsync($"/{language}/settings");

        await Expect(page.Row(chat)).Not.ToHaveAttributeAsync("data-unread", "");
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task Whoever_types_in_the_search_while_a_chat_opens_goes_on_typing_there()
    {
        await using var visit = await Visit.StartAsync(product);
        var page = visit.Page;
        await visit.SignUpAsync();
        var chat = await page.AskByApiAsync("The walrus naps", "Walrus");
        await page.GotoAsync("/en/settings");
        await page.OpenSidebarAsync(1440);
        await page.RouteAsync($"**/en/chat/{chat}", async route => { await Task.Delay(TimeSpan.FromMilliseconds(400), TimeProvider.System); await route.ContinueAsync(); });

        await page.Row(chat).Locator("a").ClickAsync();
        await page.Locator("#chat-find").FocusAsync();
        await page.WaitForURLAsync($"**/en/chat/{chat}");
        await page.WaitForFunctionAsync("() => customElements.get('chat-page') && !document.documentElement.hasAttribute('data-visiting')");
        await page.Keyboard.TypeAsync("walrus");

        await Expect(page.Locator("#chat-find")).ToHaveValueAsync("walrus");
        await Expect(page.Locator("#prompt")).ToHaveValueAsync("");

        // Chosen with the keyboard, the next one has the focus where its writing begins, from the page that the cache showed first as well.
        await page.GotoAsync("/en/settings");
        await page.Row(chat).Locator("a").ClickAsync();
        await page.WaitForURLAsync($"**/en/chat/{chat}");
        await Expect(page.Locator("#prompt")).ToBeFocusedAsync();

        // Whoever goes on to a row while the page comes stays there.
        await page.RouteAsync("**/en/settings", async route => { await Task.Delay(TimeSpan.FromMilliseconds(400), TimeProvider.System); await route.ContinueAsync(); });
        await page.Locator("a[href='/en/settings']").First.ClickAsync();
        await page.Row(chat).Locator("a").FocusAsync();
        await page.WaitForFunctionAsync("() => location.pathname === '/en/settings' && !document.documentElement.hasAttribute('data-visiting')");
        await Expect(page.Row(chat).Locator("a")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"**/en/chat/{chat}");
        await Expect(page.Locator("#prompt")).ToBeFocusedAsync();
        visit.ShouldBeClean();
    }

    [Fact]
    public async Task The_palette_opens_at_once_and_finds_a_chat_by_its_messages()
    {
        await using var visit = await Visit.StartAsync(product);
        var page = visit.Page;
        await visit.SignUpAsync();
        var chat = await page.AskByApiAsync("The saxophone is in the attic", "Storage");

        // Pressed as soon as the shell listens, long before the palette's own code has come.
        await page.RouteAsync("**/assets/chunk-command-palette*", async route => { await Task.Delay(TimeSpan.FromMilliseconds(400), TimeProvider.System); await route.ContinueAsync(); });
        await page.GotoAsync("/en/settings", new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await page.Keyboard.PressAsync("Control+k");
        await Expect(page.Locator("dialog.palette")).ToBeVisibleAsync();
        await page.Keyboard.InsertTextAsync("saxofone");

        await Expect(page.Locator("palette-chats [role=option]")).ToContainTextAsync("saxophone");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"**/en/chat/{chat}?message=*");
        visit.ShouldBeClean();
    }
}

/// <summary>Steps around the list of chats.</summary>
internal static class ChatListSteps
{
    /// <summary>A chat that the built-in model has answered, made without the composer; its id.</summary>
    public static async Task<string> AskByApiAsync(this IPage page, string message, string title) => await page.EvaluateAsync<string>(
        """
        async ([message, title]) => {
          const token = document.querySelector('meta[name=csrf-token]')?.content ?? '';
          const send = (method, path, body) => fetch(path, { method, headers: { 'content-type': 'application/json', 'x-csrf-token': token }, body: JSON.stringify(body) });
          const { chatId } = await (await send('POST', '/api/chat', { model: 'built-in', message })).json();
          await send('PATCH', `/api/chat/${chatId}`, { title });
          const until = async isSo => { while (!await isSo()) { await new Promise(resolve => setTimeout(resolve, 50)); } };
          await until(async () => (await (await fetch('/api/chat')).json()).items.some(chat => chat.id === chatId && !chat.isRunning));
          await until(async () => (await (await fetch(`/api/chat/search?q=${encodeURIComponent(message)}`)).json()).items.some(chat => chat.id === chatId));
          return chatId;
        }
        """,
        new[] { message, title });

    /// <summary>As another device would.</summary>
    public static Task PinByApiAsync(this IPage page, string chat) => page.EvaluateAsync(
        "async chat => { await fetch(`/api/chat/${chat}/pin`, { method: 'PUT', headers: { 'x-csrf-token': document.querySelector('meta[name=csrf-token]')?.content ?? '' } }); }", chat);

    public static ILocator Row(this IPage page, string chat) => page.Locator($"li[data-chat='{chat}']");

    /// <summary>On a phone the list is in the drawer.</summary>
    public static async Task OpenSidebarAsync(this IPage page, int width)
    {
        await page.WaitForFunctionAsync("() => customElements.get('chat-history') && customElements.get('chat-search') && customElements.get('drop-menu')");
        if (width < 960 && !await page.Locator("#sidebar").IsVisibleAsync())
        {
            await page.Locator(".topbar-menu").ClickAsync();
        }
    }

    /// <summary>So that the next Undo is that of the next step.</summary>
    public static Task ForgetToastsAsync(this IPage page) => page.EvaluateAsync("() => document.querySelectorAll('.toast').forEach(toast => toast.remove())");

    /// <summary>Picks from a row's menu.</summary>
    public static async Task ChooseAsync(this IPage page, string chat, string action)
    {
        await page.Row(chat).HoverAsync();
        await page.Row(chat).Locator("[data-do=menu]").ClickAsync();
        await page.Locator($"#chat-row-menu [data-action={action}]").ClickAsync();
    }
}
