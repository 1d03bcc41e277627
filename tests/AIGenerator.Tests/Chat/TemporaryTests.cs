using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Messages;
using AIGenerator.Chat.Search;
using AIGenerator.Chat.Sharing;
using AIGenerator.Chat.Temporary;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Queue;
using AIGenerator.Tests.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Chat;

public sealed class TemporaryTests(AccountsApp app) : IClassFixture<AccountsApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_temporary_chat_is_in_no_list_search_archive_or_link_and_at_its_address()
    {
        using var browser = await PersonAsync();
        var hidden = await SayAsync(browser, "Whispered xylophone", temporary: true);
        var open = await SayAsync(browser, "Open xylophone", temporary: false);
        await IndexAsync(hidden, open);

        var list = (await browser.GetFromJsonAsync<ListChatsResponse>("/api/chat", Ct))!;
        var found = (await browser.GetFromJsonAsync<SearchChatsResponse>("/api/chat/search?q=xylophone", Ct))!;
        using var shared = await browser.PostAsJsonAsync($"/api/chat/{hidden.ChatId}/shares", new ShareChatRequest(), Ct);
        await using var archive = new ZipArchive(await browser.GetStreamAsync("/api/chat/export?format=json", Ct));
        var page = await browser.GetStringAsync($"/en/chat/{hidden.ChatId}", Ct);
        var history = (await browser.GetFromJsonAsync<ChatHistoryResponse>($"/api/chat/history/{hidden.ChatId}", Ct))!;

        list.Items.ShouldHaveSingleItem().Id.ShouldBe(open.ChatId);
        found.Items.ShouldHaveSingleItem().Id.ShouldBe(open.ChatId);
        shared.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        archive.Entries.ShouldHaveSingleItem().FullName.ShouldContain("Open");
        page.ShouldContain("data-temporary");
        (history.ExpiresAt!.Value - TimeProvider.System.GetUtcNow()).TotalHours.ShouldBeInRange(23.9, 24);
    }

    [Fact]
    public async Task It_is_erased_a_day_after_its_last_message_and_not_before()
    {
        using var browser = await PersonAsync();
        var over = await SayAsync(browser, "Over", temporary: true);
        var young = await SayAsync(browser, "Young", temporary: true);
        var kept = await SayAsync(browser, "Kept", temporary: false);
        await ExpireAsync(over, TimeSpan.FromMinutes(-1));
        await ExpireAsync(young, TimeSpan.FromMinutes(1));
        var goesOn = await SayAsync(browser, "More", temporary: false, young.ChatId);

        await SweepAsync();

        (await StatusAsync(browser, over)).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(browser, young)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(browser, kept)).ShouldBe(HttpStatusCode.OK);
        var history = (await browser.GetFromJsonAsync<ChatHistoryResponse>($"/api/chat/history/{goesOn.ChatId}", Ct))!;
        (history.ExpiresAt!.Value - TimeProvider.System.GetUtcNow()).TotalHours.ShouldBeInRange(23.9, 24);
    }

    [Fact]
    public async Task Ended_it_is_gone_at_once()
    {
        using var browser = await PersonAsync();
        using var stranger = await PersonAsync();
        var hidden = await SayAsync(browser, "Over", temporary: true);
        var open = await SayAsync(browser, "Open", temporary: false);

        using var strangers = await stranger.PutAsync($"/api/chat/{hidden.ChatId}/ended", null, Ct);
        using var ended = await browser.PutAsync($"/api/chat/{hidden.ChatId}/ended", null, Ct);
        using var usual = await browser.PutAsync($"/api/chat/{open.ChatId}/ended", null, Ct);

        strangers.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        ended.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        usual.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(browser, hidden)).ShouldBe(HttpStatusCode.NotFound);
        await using var scope = app.Scope();
        (await scope.ServiceProvider.GetRequiredService<AppDb>().Set<MessageRow>().CountAsync(m => m.ChatId == hidden.ChatId, Ct)).ShouldBe(0);
    }

    [Fact]
    public async Task Kept_it_is_a_chat_like_any_other()
    {
        using var browser = await PersonAsync();
        var hidden = await SayAsync(browser, "Rescued zeppelin", temporary: true);

        using var kept = await browser.PutAsync($"/api/chat/{hidden.ChatId}/kept", null, Ct);
        using var again = await browser.PutAsync($"/api/chat/{hidden.ChatId}/kept", null, Ct);
        await IndexAsync(hidden);
        await SweepAsync();
        var list = (await browser.GetFromJsonAsync<ListChatsResponse>("/api/chat", Ct))!;
        var found = (await browser.GetFromJsonAsync<SearchChatsResponse>("/api/chat/search?q=zeppelin", Ct))!;

        kept.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        list.Items.ShouldHaveSingleItem().Id.ShouldBe(hidden.ChatId);
        found.Items.ShouldHaveSingleItem().Id.ShouldBe(hidden.ChatId);
    }

    [Fact]
    public async Task A_copy_of_a_temporary_chat_is_temporary()
    {
        using var browser = await PersonAsync();
        var hidden = await SayAsync(browser, "Over", temporary: true);

        using var forked = await browser.PostAsJsonAsync($"/api/chat/{hidden.ChatId}/forks", new ForkChatRequest(hidden.MessageId), Ct);
        var copy = (await forked.Content.ReadFromJsonAsync<ForkChatResponse>(Ct))!.ChatId;
        var list = (await browser.GetFromJsonAsync<ListChatsResponse>("/api/chat", Ct))!;
        var history = (await browser.GetFromJsonAsync<ChatHistoryResponse>($"/api/chat/history/{copy}", Ct))!;

        list.Items.ShouldBeEmpty();
        history.ExpiresAt.ShouldNotBeNull();
    }

    private async Task<HttpClient> PersonAsync()
    {
        var browser = app.Browser();
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        await browser.RegisterAsync();
        return browser;
    }

    private static async Task<PostMessageResponse> SayAsync(HttpClient browser, string message, bool temporary, Guid? chat = null)
    {
        using var accepted = await browser.PostAsJsonAsync("/api/chat", new PostMessageRequest(chat, "built-in", message, Temporary: temporary), Ct);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var posted = (await accepted.Content.ReadFromJsonAsync<PostMessageResponse>(Ct))!;
        await ChatApiTests.EndOfAsync(browser, posted.GenerationId);
        return posted;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient browser, PostMessageResponse posted)
    {
        using var response = await browser.GetAsync($"/api/chat/history/{posted.ChatId}", Ct);
        return response.StatusCode;
    }

    private async Task IndexAsync(params PostMessageResponse[] chats)
    {
        foreach (var chat in chats)
        {
            await using var scope = app.Scope();
            await scope.ServiceProvider.GetRequiredService<IndexChatHandler>().HandleAsync(new IndexChat(chat.ChatId), new JobRun(ChatPerson.NewId(), 1), Ct);
        }
    }

    private async Task ExpireAsync(PostMessageResponse posted, TimeSpan from)
    {
        await using var scope = app.Scope();
        var at = TimeProvider.System.GetUtcNow() + from;
        await scope.ServiceProvider.GetRequiredService<AppDb>().Chats.Where(c => c.Id == posted.ChatId).ExecuteUpdateAsync(row => row.SetProperty(c => c.ExpiresAt, at), Ct);
    }

    private async Task SweepAsync()
    {
        await using var scope = app.Scope();
        await scope.ServiceProvider.GetRequiredService<EraseTemporaryHandler>().HandleAsync(new EraseTemporary(), new JobRun(ChatPerson.NewId(), 1), Ct);
    }
}
