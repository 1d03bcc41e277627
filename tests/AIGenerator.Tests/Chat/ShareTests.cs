using System.Net;
using System.Net.Http.Json;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Messages;
using AIGenerator.Chat.Sharing;
using AIGenerator.Tests.Accounts;
using AngleSharp.Html.Parser;

namespace AIGenerator.Tests.Chat;

public sealed class ShareTests(AccountsApp app) : IClassFixture<AccountsApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_shows_the_moment_it_was_made_and_nothing_that_came_later()
    {
        using var owner = await PersonAsync();
        using var reader = Visitor();
        var said = await SayAsync(owner, new PostMessageRequest(null, "built-in", "First <script>alert(1)</script>"));
        var share = await ShareAsync(owner, said.ChatId);
        await SayAsync(owner, new PostMessageRequest(said.ChatId, "built-in", "Later"));
        using var renamed = await owner.PatchAsJsonAsync($"/api/chat/{said.ChatId}", new RenameChatRequest("Renamed later"), Ct);

        using var response = await reader.GetAsync(PageOf(share), Ct);
        var html = await response.Content.ReadAsStringAsync(Ct);
        var page = await new HtmlParser().ParseDocumentAsync(html, Ct);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.QuerySelectorAll(".document-message").Length.ShouldBe(2);
        page.QuerySelector(".document-words")!.TextContent.ShouldBe("First <script>alert(1)</script>");
        page.QuerySelectorAll("script").Length.ShouldBe(1);
        html.ShouldNotContain("Later");
        html.ShouldNotContain("Renamed");
        html.ShouldNotContain("csrf-token");
        page.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex");
        page.QuerySelector("meta[name=referrer]")!.GetAttribute("content").ShouldBe("no-referrer");
        page.QuerySelector("meta[property='og:image']")!.GetAttribute("content").ShouldBe($"{share.Url}/card.png");
        response.Headers.CacheControl!.Public.ShouldBeTrue();
        response.Headers.CacheControl.MaxAge.ShouldBe(TimeSpan.FromMinutes(1));
        response.Headers.GetValues("X-Robots-Tag").ShouldBe(["noindex"]);
    }

    [Fact]
    public async Task A_link_that_was_taken_back_is_gone_at_once_with_what_it_showed()
    {
        using var owner = await PersonAsync();
        using var reader = Visitor();
        var said = await SayAsync(owner, new PostMessageRequest(null, "built-in", "Secret plan"));
        var share = await ShareAsync(owner, said.ChatId);
        using var before = await reader.GetAsync(PageOf(share), Ct);
        using var cardBefore = await reader.GetAsync($"{new Uri(share.Url).AbsolutePath}/card.png", Ct);

        using var revoked = await owner.DeleteAsync($"/api/chat/{said.ChatId}/shares/{share.Id}", Ct);
        using var again = await owner.DeleteAsync($"/api/chat/{said.ChatId}/shares/{share.Id}", Ct);
        using var after = await reader.GetAsync(PageOf(share), Ct);
        using var card = await reader.GetAsync($"{new Uri(share.Url).AbsolutePath}/card.png", Ct);
        var open = (await owner.GetFromJsonAsync<ListSharesResponse>($"/api/chat/{said.ChatId}/shares", Ct))!;

        before.StatusCode.ShouldBe(HttpStatusCode.OK);
        cardBefore.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromMinutes(1));
        revoked.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        after.StatusCode.ShouldBe(HttpStatusCode.Gone);
        card.StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await after.Content.ReadAsStringAsync(Ct)).ShouldNotContain("Secret plan");
        open.Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deleted_chat_closes_its_links_and_an_unknown_one_is_not_found()
    {
        using var owner = await PersonAsync();
        using var reader = Visitor();
        var said = await SayAsync(owner, new PostMessageRequest(null, "built-in", "Gone soon"));
        var share = await ShareAsync(owner, said.ChatId);

        using var deleted = await owner.DeleteAsync($"/api/chat/{said.ChatId}", Ct);
        using var closed = await reader.GetAsync(PageOf(share), Ct);
        using var unknown = await reader.GetAsync("/en/share/AAAAAAAAAAAAAAAAAAAAAA", Ct);

        closed.StatusCode.ShouldBe(HttpStatusCode.Gone);
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_visitor_continues_with_one_copy_of_his_own()
    {
        using var owner = await PersonAsync();
        using var reader = Visitor();
        var said = await SayAsync(owner, new PostMessageRequest(null, "built-in", "Take me along"));
        var share = await ShareAsync(owner, said.ChatId);

        using var copied = await reader.PostAsync(PageOf(share), new FormUrlEncodedContent([KeyValuePair.Create("_handler", "copy")]), Ct);
        using var again = await reader.PostAsync($"/api/chat/shares/{new Uri(share.Url).AbsolutePath[7..]}/copies", null, Ct);
        var copy = (await again.Content.ReadFromJsonAsync<CopyShareResponse>(Ct))!;
        var history = (await reader.GetFromJsonAsync<ChatHistoryResponse>($"/api/chat/history/{copy.ChatId}", Ct))!;
        await SayAsync(reader, new PostMessageRequest(copy.ChatId, null, "And further"));
        var original = (await owner.GetFromJsonAsync<ChatHistoryResponse>($"/api/chat/history/{said.ChatId}", Ct))!;

        copied.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        copied.Headers.Location!.OriginalString.ShouldBe($"/en/chat/{copy.ChatId}");
        history.Messages.Select(m => m.Role).ShouldBe(["user", "assistant"]);
        history.Messages[1].Generation.ShouldBeNull();
        original.Messages.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Only_people_share_only_their_own_chats_and_the_same_key_makes_one_link()
    {
        using var owner = await PersonAsync();
        using var other = await PersonAsync();
        using var visitor = Visitor();
        var said = await SayAsync(owner, new PostMessageRequest(null, "built-in", "Mine"));
        var visited = await SayAsync(visitor, new PostMessageRequest(null, null, "A visitor's"));
        var share = await ShareAsync(owner, said.ChatId);

        using var foreign = await other.PostAsJsonAsync($"/api/chat/{said.ChatId}/shares", new ShareChatRequest(), Ct);
        using var listed = await other.GetAsync($"/api/chat/{said.ChatId}/shares", Ct);
        using var revoked = await other.DeleteAsync($"/api/chat/{said.ChatId}/shares/{share.Id}", Ct);
        using var refused = await visitor.PostAsJsonAsync($"/api/chat/{visited.ChatId}/shares", new ShareChatRequest(), Ct);
        owner.DefaultRequestHeaders.Add("Idempotency-Key", share.Id.ToString());
        var again = await ShareAsync(owner, said.ChatId);

        new[] { foreign, listed, revoked }.ShouldAllBe(response => response.StatusCode == HttpStatusCode.NotFound);
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        again.Url.ShouldBe(share.Url);
    }

    [Fact]
    public async Task A_key_of_a_closed_link_or_of_another_chat_is_taken()
    {
        using var owner = await PersonAsync();
        using var other = await PersonAsync();
        var said = await SayAsync(owner, new PostMessageRequest(null, "built-in", "Mine"));
        var theirs = await SayAsync(other, new PostMessageRequest(null, "built-in", "Theirs"));
        var share = await ShareAsync(owner, said.ChatId);
        owner.DefaultRequestHeaders.Add("Idempotency-Key", share.Id.ToString());
        other.DefaultRequestHeaders.Add("Idempotency-Key", share.Id.ToString());

        using var foreign = await other.PostAsJsonAsync($"/api/chat/{theirs.ChatId}/shares", new ShareChatRequest(), Ct);
        using var revoked = await owner.DeleteAsync($"/api/chat/{said.ChatId}/shares/{share.Id}", Ct);
        using var closed = await owner.PostAsJsonAsync($"/api/chat/{said.ChatId}/shares", new ShareChatRequest(), Ct);

        (foreign.StatusCode, revoked.StatusCode, closed.StatusCode).ShouldBe((HttpStatusCode.Conflict, HttpStatusCode.NoContent, HttpStatusCode.Conflict));
        (await closed.Content.ReadAsStringAsync(Ct)).ShouldContain("chat.idempotency-key-taken");
    }

    [Fact]
    public async Task A_link_has_a_picture()
    {
        using var owner = await PersonAsync();
        using var reader = Visitor();
        var said = await SayAsync(owner, new PostMessageRequest(null, "built-in", "Picture <h1>me</h1>"));
        var share = await ShareAsync(owner, said.ChatId);

        using var card = await reader.GetAsync($"{new Uri(share.Url).AbsolutePath}/card.png", Ct);
        var png = await card.Content.ReadAsByteArrayAsync(Ct);

        card.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        (System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)))
            .ShouldBe((ShareCard.Width, ShareCard.Height));
    }

    private static string PageOf(ShareResponse share) => "/en" + new Uri(share.Url).AbsolutePath;

    private HttpClient Visitor()
    {
        var browser = app.Browser();
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return browser;
    }

    private async Task<HttpClient> PersonAsync()
    {
        var browser = app.Browser();
        await browser.RegisterAsync();
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return browser;
    }

    internal static async Task<ShareResponse> ShareAsync(HttpClient browser, Guid chat)
    {
        using var response = await browser.PostAsJsonAsync($"/api/chat/{chat}/shares", new ShareChatRequest(), Ct);
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (await response.Content.ReadFromJsonAsync<ShareResponse>(Ct))!;
    }

    internal static async Task<PostMessageResponse> SayAsync(HttpClient browser, PostMessageRequest request)
    {
        using var accepted = await browser.PostAsJsonAsync("/api/chat", request, Ct);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var posted = (await accepted.Content.ReadFromJsonAsync<PostMessageResponse>(Ct))!;
        await ChatApiTests.EndOfAsync(browser, posted.GenerationId);
        return posted;
    }
}
