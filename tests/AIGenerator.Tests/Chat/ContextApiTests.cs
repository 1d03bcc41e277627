using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Context;
using AIGenerator.Chat.Messages;
using AIGenerator.Chat.Sharing;
using AIGenerator.Tests.Accounts;

namespace AIGenerator.Tests.Chat;

public sealed class ContextApiTests(AccountsApp app) : IClassFixture<AccountsApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Settings_are_changed_field_by_field_and_shown()
    {
        using var browser = Visitor();
        var chat = (await SayAsync(browser, new PostMessageRequest(null, null, "Hello", Instructions: "  Be brief.\0 ", Temperature: "precise"))).ChatId;
        var first = (await HistoryAsync(browser, chat)).Settings;

        using var changed = await browser.PatchAsJsonAsync($"/api/chat/{chat}/settings", new ChangeSettingsRequest(Temperature: "creative"), Ct);
        using var emptied = await browser.PatchAsJsonAsync($"/api/chat/{chat}/settings", new ChangeSettingsRequest(Instructions: " "), Ct);
        using var unknown = await browser.PatchAsJsonAsync($"/api/chat/{chat}/settings", new ChangeSettingsRequest(Temperature: "hot"), Ct);
        using var tooLong = await browser.PatchAsJsonAsync($"/api/chat/{chat}/settings", new ChangeSettingsRequest(Instructions: new string('x', 8_001)), Ct);
        using var begun = await browser.PostAsJsonAsync("/api/chat", new PostMessageRequest(null, null, "Hello", Temperature: "hot"), Ct);

        first.ShouldBe(new ChatSettingsResponse("Be brief.\uFFFD", "precise"));
        (await changed.Content.ReadFromJsonAsync<ChatSettingsResponse>(Ct))!.ShouldBe(new ChatSettingsResponse("Be brief.\uFFFD", "creative"));
        (await emptied.Content.ReadFromJsonAsync<ChatSettingsResponse>(Ct))!.ShouldBe(new ChatSettingsResponse(null, "creative"));
        new[] { unknown, tooLong, begun }.ShouldAllBe(response => response.StatusCode == HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_dialog_comes_when_it_is_wanted_and_says_why_a_model_takes_no_temperature()
    {
        using var browser = Visitor();
        var chat = (await SayAsync(browser, new PostMessageRequest(null, null, "Hello", Instructions: "Be <b>brief</b>."))).ChatId;

        var page = await browser.GetStringAsync($"/en/chat/{chat}", Ct);
        var dialog = await browser.GetStringAsync($"/en/chat/settings?chat={chat}&model=built-in", Ct);
        using var other = Visitor();
        var strangers = await other.GetStringAsync($"/en/chat/settings?chat={chat}", Ct);

        page.ShouldNotContain("Be &lt;b&gt;brief");
        dialog.ShouldContain("Be &lt;b&gt;brief&lt;/b&gt;.");
        dialog.ShouldContain("does not let you choose");
        strangers.ShouldNotContain("brief&lt;");
    }

    [Fact]
    public async Task The_gauge_counts_what_is_sent_and_follows_the_model()
    {
        using var browser = Visitor();
        var posted = await SayAsync(browser, new PostMessageRequest(null, null, "What is 17 * 23?"));
        var before = await ContextAsync(browser, posted.ChatId);
        await SayAsync(browser, new PostMessageRequest(posted.ChatId, null, "And 18 * 23?"));
        using var changed = await browser.PatchAsJsonAsync($"/api/chat/{posted.ChatId}/settings", new ChangeSettingsRequest(new string('я', 2_400)), Ct);

        var after = await ContextAsync(browser, posted.ChatId);
        var elsewhere = await ContextAsync(browser, posted.ChatId, "?model=gpt-5.2");
        var earlier = await ContextAsync(browser, posted.ChatId, $"?leaf={posted.MessageId}");
        using var stranger = Visitor();
        using var unseen = await stranger.GetAsync($"/api/chat/{posted.ChatId}/context", Ct);

        before.ShouldSatisfyAllConditions(
            () => before.Model.ShouldBe("built-in"), () => before.LimitTokens.ShouldBe(32_000), () => before.RoomTokens.ShouldBe(30_000), () => before.UsedTokens.ShouldBeInRange(20, 200), () => before.IsCut.ShouldBeFalse());
        (after.UsedTokens - before.UsedTokens).ShouldBeInRange(1_100, 1_300);
        (elsewhere.LimitTokens, elsewhere.UsedTokens).ShouldBe((400_000, after.UsedTokens));
        earlier.UsedTokens.ShouldBeLessThan(after.UsedTokens);
        unseen.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Where_memory_is_full_the_gauge_says_where_it_begins()
    {
        using var browser = Visitor();
        var first = await SayAsync(browser, new PostMessageRequest(null, null, Long()));
        var second = await SayAsync(browser, new PostMessageRequest(first.ChatId, null, Long()));
        var third = await SayAsync(browser, new PostMessageRequest(first.ChatId, null, "What is 2 + 2?"));

        var use = await ContextAsync(browser, first.ChatId);

        use.IsCut.ShouldBeTrue();
        use.UsedTokens.ShouldBeGreaterThan(use.RoomTokens);
        use.BeginsAt.ShouldBe(second.UserMessageId);
        use.UntoldMessages.ShouldBe(2);
        third.MemoryBeginsAt.ShouldBe(second.UserMessageId);
    }

    [Fact]
    public async Task A_summary_has_a_price_before_stands_in_the_history_and_comes_back()
    {
        using var browser = Visitor();
        var posted = await SayAsync(browser, new PostMessageRequest(null, null, "What is 17 * 23?"));
        var price = (await browser.GetFromJsonAsync<CompactPriceResponse>($"/api/chat/{posted.ChatId}/compact", Ct))!;
        var compacted = await CompactAsync(browser, posted.ChatId);
        var summed = await HistoryAsync(browser, posted.ChatId);
        var used = await ContextAsync(browser, posted.ChatId);
        using var nothingNew = await browser.PostAsJsonAsync($"/api/chat/{posted.ChatId}/compact", new CompactRequest(), Ct);

        using var removed = await browser.DeleteAsync($"/api/chat/{posted.ChatId}/summaries/{compacted.SummaryId}", Ct);
        var without = await HistoryAsync(browser, posted.ChatId);
        var unused = await ContextAsync(browser, posted.ChatId);
        using var restored = await browser.PutAsync($"/api/chat/{posted.ChatId}/summaries/{compacted.SummaryId}/restoration", null, Ct);
        var again = await HistoryAsync(browser, posted.ChatId);

        price.ShouldBe(new CompactPriceResponse("built-in", 2, 0, 0));
        compacted.MessageId.ShouldBe(posted.MessageId);
        summed.Messages.Count.ShouldBe(2);
        summed.Summaries.ShouldHaveSingleItem().Id.ShouldBe(compacted.SummaryId);
        used.SummaryId.ShouldBe(compacted.SummaryId);
        (removed.StatusCode, restored.StatusCode).ShouldBe((HttpStatusCode.NoContent, HttpStatusCode.NoContent));
        without.Summaries.ShouldBeEmpty();
        without.Messages.Count.ShouldBe(2);
        unused.SummaryId.ShouldBeNull();
        again.Summaries.ShouldHaveSingleItem();
        nothingNew.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_summary_is_on_the_page_behind_its_message_and_on_its_own()
    {
        using var browser = Visitor();
        var posted = await SayAsync(browser, new PostMessageRequest(null, null, "What is 17 * 23?"));
        var compacted = await CompactAsync(browser, posted.ChatId);

        var page = await browser.GetStringAsync($"/en/chat/{posted.ChatId}", Ct);
        var alone = await browser.GetStringAsync($"/en/chat/{posted.ChatId}/messages/{compacted.SummaryId}", Ct);
        var earlier = await browser.GetStringAsync($"/en/chat/{posted.ChatId}/messages?before={compacted.SummaryId}", Ct);
        using var stranger = Visitor();
        using var unseen = await stranger.GetAsync($"/en/chat/{posted.ChatId}/messages/{compacted.SummaryId}", Ct);

        page.IndexOf($"m-{compacted.SummaryId}", StringComparison.Ordinal).ShouldBeGreaterThan(page.IndexOf($"m-{posted.MessageId}", StringComparison.Ordinal));
        page.ShouldContain("Summary of 2 messages");
        alone.ShouldContain("Models get this instead of the messages above.");
        earlier.ShouldContain($"m-{posted.MessageId}");
        unseen.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Json_takes_instructions_and_summaries_along_and_a_link_shows_neither()
    {
        using var browser = await PersonAsync();
        var posted = await SayAsync(browser, new PostMessageRequest(null, "built-in", "What is 17 * 23?", Instructions: "Secret persona", Temperature: "creative"));
        await CompactAsync(browser, posted.ChatId);

        var json = JsonDocument.Parse(await browser.GetStringAsync($"/api/chat/{posted.ChatId}/export?format=json", Ct)).RootElement.GetProperty("chat");
        var markdown = await browser.GetStringAsync($"/api/chat/{posted.ChatId}/export?format=markdown", Ct);
        browser.DefaultRequestHeaders.Add("Idempotency-Key", ChatPerson.NewId().ToString());
        using var shared = await browser.PostAsJsonAsync($"/api/chat/{posted.ChatId}/shares", new ShareChatRequest(), Ct);
        var link = new Uri((await shared.Content.ReadFromJsonAsync<ShareResponse>(Ct))!.Url).AbsolutePath;
        var page = await browser.GetStringAsync("/en" + link, Ct);

        json.GetProperty("instructions").GetString().ShouldBe("Secret persona");
        json.GetProperty("temperature").GetString().ShouldBe("creative");
        var summary = json.GetProperty("summaries").EnumerateArray().ShouldHaveSingleItem();
        summary.GetProperty("messageId").GetGuid().ShouldBe(posted.MessageId);
        json.GetProperty("messages").GetArrayLength().ShouldBe(2);
        foreach (var text in new[] { markdown, page })
        {
            text.ShouldNotContain("Secret persona");
            text.ShouldNotContain(summary.GetProperty("text").GetString()!.Split('\n')[0]);
        }
    }

    [Fact]
    public async Task A_copy_keeps_instructions_and_summaries()
    {
        using var browser = Visitor();
        var posted = await SayAsync(browser, new PostMessageRequest(null, null, "What is 17 * 23?", Instructions: "Be brief.", Temperature: "creative"));
        await CompactAsync(browser, posted.ChatId);

        using var forked = await browser.PostAsJsonAsync($"/api/chat/{posted.ChatId}/forks", new ForkChatRequest(posted.MessageId), Ct);
        var copy = await HistoryAsync(browser, (await forked.Content.ReadFromJsonAsync<ForkChatResponse>(Ct))!.ChatId);

        copy.Settings.ShouldBe(new ChatSettingsResponse("Be brief.", "creative"));
        var summary = copy.Summaries.ShouldHaveSingleItem();
        summary.IsUsed.ShouldBeTrue();
        summary.Generation.ShouldBeNull();
        summary.MessageId.ShouldBe(copy.Messages[^1].Id);
    }

    // About half of the built-in model's memory.
    private static string Long() => string.Join(' ', Enumerable.Repeat("слово", 7_000));

    private HttpClient Visitor()
    {
        var browser = app.Browser();
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return browser;
    }

    private async Task<HttpClient> PersonAsync()
    {
        var browser = Visitor();
        await browser.RegisterAsync();
        return browser;
    }

    private static async Task<PostMessageResponse> SayAsync(HttpClient browser, PostMessageRequest request)
    {
        using var accepted = await browser.PostAsJsonAsync("/api/chat", request, Ct);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var posted = (await accepted.Content.ReadFromJsonAsync<PostMessageResponse>(Ct))!;
        await ChatApiTests.EndOfAsync(browser, posted.GenerationId);
        return posted;
    }

    private static async Task<CompactResponse> CompactAsync(HttpClient browser, Guid chat)
    {
        using var accepted = await browser.PostAsJsonAsync($"/api/chat/{chat}/compact", new CompactRequest(), Ct);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var begun = (await accepted.Content.ReadFromJsonAsync<CompactResponse>(Ct))!;
        await ChatApiTests.EndOfAsync(browser, begun.GenerationId);
        return begun;
    }

    private static async Task<ContextResponse> ContextAsync(HttpClient browser, Guid chat, string query = "") =>
        (await browser.GetFromJsonAsync<ContextResponse>($"/api/chat/{chat}/context{query}", Ct))!;

    private static async Task<ChatHistoryResponse> HistoryAsync(HttpClient browser, Guid chat) =>
        (await browser.GetFromJsonAsync<ChatHistoryResponse>($"/api/chat/history/{chat}", Ct))!;
}
