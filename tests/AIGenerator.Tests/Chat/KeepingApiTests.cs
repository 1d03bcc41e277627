using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Folders;
using AIGenerator.Chat.Messages;
using AIGenerator.Chat.Search;
using AIGenerator.Tests.Infrastructure;

namespace AIGenerator.Tests.Chat;

public sealed class KeepingApiTests(TestApp app) : IClassFixture<TestApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pinned_chat_stands_first_until_it_is_unpinned()
    {
        using var browser = Browser();
        var first = await AskAsync(browser, "First");
        var second = await AskAsync(browser, "Second");

        using var pinned = await browser.PutAsync($"/api/chat/{first}/pin", null, Ct);
        var withPin = await IdsAsync(browser, "");
        var onlyPinned = await IdsAsync(browser, "?pinned=true");
        using var unpinned = await browser.DeleteAsync($"/api/chat/{first}/pin", Ct);
        var without = await IdsAsync(browser, "?pinned=true");

        pinned.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        withPin.ShouldBe([first, second]);
        onlyPinned.ShouldBe([first]);
        without.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_archived_chat_leaves_the_list_but_not_the_search()
    {
        using var browser = Browser();
        var chat = await AskAsync(browser, "Aardvark facts");

        (await browser.PutAsync($"/api/chat/{chat}/archival", null, Ct)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await IdsAsync(browser, "")).ShouldBeEmpty();
        (await IdsAsync(browser, "?archived=true")).ShouldBe([chat]);
        var found = await EventuallyAsync(() => SearchAsync(browser, "aardvark"), page => page.Items.Count > 0);
        found.Items.ShouldHaveSingleItem().IsArchived.ShouldBeTrue();
        (await browser.DeleteAsync($"/api/chat/{chat}/archival", Ct)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await IdsAsync(browser, "")).ShouldBe([chat]);
    }

    [Fact]
    public async Task A_reply_that_ended_unseen_is_unread_until_it_is_seen()
    {
        using var browser = Browser();
        var chat = await AskAsync(browser, "Hello");

        var ended = await EventuallyAsync(() => ListAsync(browser, ""), page => !page.Items[0].IsRunning);
        (await browser.PutAsync($"/api/chat/{chat}/seen", null, Ct)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var seen = await ListAsync(browser, "");

        ended.Items[0].IsUnread.ShouldBeTrue();
        seen.Items[0].IsUnread.ShouldBeFalse();
    }

    [Fact]
    public async Task Folders_are_made_named_filled_and_deleted_without_their_chats()
    {
        using var browser = Browser();
        var chat = await AskAsync(browser, "Hello");
        using var made = await browser.PostAsJsonAsync("/api/chat/folders", new NameFolderRequest(" Робота "), Ct);
        var folder = (await made.Content.ReadFromJsonAsync<FolderResponse>(Ct))!;
        using var twice = await browser.PostAsJsonAsync("/api/chat/folders", new NameFolderRequest("Робота"), Ct);
        using var blank = await browser.PostAsJsonAsync("/api/chat/folders", new NameFolderRequest(" "), Ct);
        using var longer = await browser.PostAsJsonAsync("/api/chat/folders", new NameFolderRequest(new string('x', 61)), Ct);

        var moved = await BulkAsync(browser, [chat], ChatsChange.Move, folder.Id);
        using var renamed = await browser.PatchAsJsonAsync($"/api/chat/folders/{folder.Id}", new NameFolderRequest("Дім"), Ct);
        var inFolder = await IdsAsync(browser, $"?folder={folder.Id}");
        var folders = await browser.GetFromJsonAsync<ListFoldersResponse>("/api/chat/folders", Ct);
        using var deleted = await browser.DeleteAsync($"/api/chat/folders/{folder.Id}", Ct);
        var left = await ListAsync(browser, "");

        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        folder.Name.ShouldBe("Робота");
        twice.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        blank.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        longer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        moved.ShouldBe([chat]);
        inFolder.ShouldBe([chat]);
        folders!.Items.ShouldBe([folder with { Name = "Дім" }]);
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        left.Items.ShouldHaveSingleItem().FolderId.ShouldBeNull();
    }

    [Fact]
    public async Task Many_chats_go_and_come_back_at_once()
    {
        using var browser = Browser();
        var chats = new[] { await AskAsync(browser, "One"), await AskAsync(browser, "Two"), await AskAsync(browser, "Three") };

        var deleted = await BulkAsync(browser, [chats[0], chats[1], ChatPerson.NewId()], ChatsChange.Delete);
        var again = await BulkAsync(browser, [chats[0]], ChatsChange.Delete);
        var left = await IdsAsync(browser, "");
        var restored = await BulkAsync(browser, chats, ChatsChange.Restore);
        var archived = await BulkAsync(browser, chats, ChatsChange.Archive);

        deleted.ShouldBe([chats[0], chats[1]], ignoreOrder: true);
        again.ShouldBeEmpty();
        left.ShouldBe([chats[2]]);
        restored.ShouldBe([chats[0], chats[1]], ignoreOrder: true);
        archived.ShouldBe(chats, ignoreOrder: true);
        (await IdsAsync(browser, "?archived=true")).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Deleting_many_stops_the_replies_that_are_being_written()
    {
        using var browser = Browser();
        var chat = await AskAsync(browser, "Hello");

        await BulkAsync(browser, [chat], ChatsChange.Delete);
        await BulkAsync(browser, [chat], ChatsChange.Restore);

        var list = await EventuallyAsync(() => ListAsync(browser, ""), page => !page.Items[0].IsRunning);
        list.Items.ShouldHaveSingleItem().Id.ShouldBe(chat);
    }

    [Fact]
    public async Task A_hit_on_another_branch_opens_that_branch()
    {
        using var browser = Browser();
        using var first = await browser.PostAsJsonAsync("/api/chat", new PostMessageRequest(null, null, "Wombat burrows"), Ct);
        var asked = (await first.Content.ReadFromJsonAsync<PostMessageResponse>(Ct))!;
        await EventuallyAsync(() => ListAsync(browser, ""), page => !page.Items[0].IsRunning);
        using var second = await browser.PostAsJsonAsync("/api/chat", new PostMessageRequest(asked.ChatId, null, "Koala trees", Edits: asked.UserMessageId), Ct);
        var edited = (await second.Content.ReadFromJsonAsync<PostMessageResponse>(Ct))!;

        var found = await EventuallyAsync(() => SearchAsync(browser, "wombat"), page => page.Items.Count > 0 && page.Items[0].Messages.Any(m => m.Role == "user"));
        var hit = found.Items[0].Messages.Last(message => message.Role == "user");
        var around = await browser.GetFromJsonAsync<ChatHistoryResponse>($"/api/chat/history/{asked.ChatId}?around={hit.Id}", Ct);
        var shown = await browser.GetFromJsonAsync<ChatHistoryResponse>($"/api/chat/history/{asked.ChatId}", Ct);

        hit.Id.ShouldBe(asked.UserMessageId);
        around!.Messages[0].Id.ShouldBe(asked.UserMessageId);
        around.LeafId.ShouldBe(asked.MessageId);
        shown!.LeafId.ShouldBe(edited.MessageId);
    }

    [Theory]
    [InlineData("{\"ids\":[],\"change\":\"delete\"}")]
    [InlineData("{\"change\":\"delete\"}")]
    [InlineData("{\"ids\":[\"01900000-0000-7000-8000-000000000000\"],\"change\":\"explode\"}")]
    [InlineData("{\"ids\":[\"01900000-0000-7000-8000-000000000000\"],\"change\":99}")]
    public async Task A_bulk_body_that_makes_no_sense_is_refused(string body)
    {
        using var browser = Browser();

        using var response = await browser.PostAsync("/api/chat/bulk", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Ct);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Strangers_keep_and_find_nothing()
    {
        using var owner = Browser();
        using var stranger = Browser();
        var chat = await AskAsync(owner, "Secret capybara");
        var own = await AskAsync(stranger, "Hello");
        using var made = await owner.PostAsJsonAsync("/api/chat/folders", new NameFolderRequest("Mine"), Ct);
        var folder = (await made.Content.ReadFromJsonAsync<FolderResponse>(Ct))!;
        await EventuallyAsync(() => SearchAsync(owner, "capybara"), page => page.Items.Count > 0);

        using var pin = await stranger.PutAsync($"/api/chat/{chat}/pin", null, Ct);
        using var archive = await stranger.PutAsync($"/api/chat/{chat}/archival", null, Ct);
        using var seen = await stranger.PutAsync($"/api/chat/{chat}/seen", null, Ct);
        using var rename = await stranger.PatchAsJsonAsync($"/api/chat/folders/{folder.Id}", new NameFolderRequest("Yours"), Ct);
        using var delete = await stranger.DeleteAsync($"/api/chat/folders/{folder.Id}", Ct);
        using var move = await stranger.PostAsJsonAsync("/api/chat/bulk", new ChangeChatsRequest([own], ChatsChange.Move, folder.Id), Ct);

        new[] { pin, archive, seen, rename, delete, move }.ShouldAllBe(response => response.StatusCode == HttpStatusCode.NotFound);
        (await BulkAsync(stranger, [chat], ChatsChange.Delete)).ShouldBeEmpty();
        (await IdsAsync(stranger, $"?folder={folder.Id}")).ShouldBeEmpty();
        (await SearchAsync(stranger, "capybara")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Signs_and_very_long_queries_are_answered()
    {
        using var browser = Browser();
        await AskAsync(browser, "Hello");

        (await SearchAsync(browser, "'\"&|!:*")).Items.ShouldBeEmpty();
        (await SearchAsync(browser, new string('я', 1_000))).Items.ShouldBeEmpty();
        (await browser.GetFromJsonAsync<SearchChatsResponse>("/api/chat/search", Ct))!.Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Other_tabs_hear_where_a_chat_has_gone()
    {
        using var browser = Browser();
        var chat = await AskAsync(browser, "Hello");
        await EventuallyAsync(() => ListAsync(browser, ""), page => !page.Items[0].IsRunning);
        await using var stream = await browser.GetStreamAsync("/api/events?topics=chats~0", Ct);
        using var reader = new StreamReader(stream);
        await reader.ReadLineAsync(Ct);

        using var pin = await browser.PutAsync($"/api/chat/{chat}/pin", null, Ct);

        var news = await NewsAsync(reader, "chat");
        news.GetProperty("id").GetGuid().ShouldBe(chat);
        news.GetProperty("isPinned").GetBoolean().ShouldBeTrue();
    }

    private HttpClient Browser()
    {
        var browser = app.Browser();
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return browser;
    }

    private static async Task<Guid> AskAsync(HttpClient browser, string message)
    {
        using var accepted = await browser.PostAsJsonAsync("/api/chat", new PostMessageRequest(null, null, message), Ct);
        return (await accepted.Content.ReadFromJsonAsync<PostMessageResponse>(Ct))!.ChatId;
    }

    private static async Task<IReadOnlyList<Guid>> BulkAsync(HttpClient browser, Guid[] ids, ChatsChange change, Guid? folder = null)
    {
        using var answer = await browser.PostAsJsonAsync("/api/chat/bulk", new ChangeChatsRequest(ids, change, folder), Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Ct));
        return (await answer.Content.ReadFromJsonAsync<ChangeChatsResponse>(Ct))!.Changed;
    }

    private static async Task<ListChatsResponse> ListAsync(HttpClient browser, string query) => (await browser.GetFromJsonAsync<ListChatsResponse>("/api/chat" + query, Ct))!;

    private static async Task<IReadOnlyList<Guid>> IdsAsync(HttpClient browser, string query) => [.. (await ListAsync(browser, query)).Items.Select(chat => chat.Id)];

    private static async Task<SearchChatsResponse> SearchAsync(HttpClient browser, string query) =>
        (await browser.GetFromJsonAsync<SearchChatsResponse>($"/api/chat/search?q={Uri.EscapeDataString(query)}", Ct))!;

    private static async Task<T> EventuallyAsync<T>(Func<Task<T>> read, Func<T, bool> isSo)
    {
        while (true)
        {
            var value = await read();
            if (isSo(value))
            {
                return value;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(30), TimeProvider.System, Ct);
        }
    }

    private static async Task<JsonElement> NewsAsync(StreamReader reader, string type)
    {
        while (await reader.ReadLineAsync(Ct) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal) && JsonDocument.Parse(line[5..]).RootElement is var news && news.GetProperty("type").GetString() == type)
            {
                return news.GetProperty("data");
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }
}
