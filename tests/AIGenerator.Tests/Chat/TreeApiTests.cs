using System.Net;
using System.Net.Http.Json;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Messages;
using AIGenerator.Tests.Infrastructure;

namespace AIGenerator.Tests.Chat;

public sealed class TreeApiTests(TestApp app) : IClassFixture<TestApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_branch_is_chosen_deleted_and_brought_back()
    {
        using var browser = Browser();
        var first = await SayAsync(browser, new PostMessageRequest(null, null, "One"));
        var edited = await SayAsync(browser, new PostMessageRequest(first.ChatId, null, "Uno", Edits: first.UserMessageId));

        using var chosen = await browser.PutAsJsonAsync($"/api/chat/{first.ChatId}/branch", new SelectBranchRequest(first.UserMessageId), Ct);
        var afterChoice = await HistoryAsync(browser, first.ChatId);
        using var deleted = await browser.DeleteAsync($"/api/chat/{first.ChatId}/messages/{first.UserMessageId}", Ct);
        var afterDeletion = await HistoryAsync(browser, first.ChatId);
        using var restored = await browser.PutAsync($"/api/chat/{first.ChatId}/messages/{first.UserMessageId}/restoration", null, Ct);
        var afterRestoration = await HistoryAsync(browser, first.ChatId);

        chosen.StatusCode.ShouldBe(HttpStatusCode.OK);
        afterChoice.LeafId.ShouldBe(first.MessageId);
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        afterDeletion.Messages.Select(m => m.Id).ShouldBe([edited.UserMessageId, edited.MessageId]);
        afterDeletion.Messages[0].Siblings.ShouldBe([edited.UserMessageId]);
        restored.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        afterRestoration.LeafId.ShouldBe(first.MessageId);
    }

    [Fact]
    public async Task Deleting_everything_leaves_an_empty_chat_that_goes_on()
    {
        using var browser = Browser();
        var first = await SayAsync(browser, new PostMessageRequest(null, null, "One"));

        using var deleted = await browser.DeleteAsync($"/api/chat/{first.ChatId}/messages/{first.UserMessageId}", Ct);
        var empty = await HistoryAsync(browser, first.ChatId);
        using var below = await browser.PostAsJsonAsync($"/api/chat/{first.ChatId}/messages/{first.MessageId}/answers", new AnswerAgainRequest(), Ct);
        var next = await SayAsync(browser, new PostMessageRequest(first.ChatId, null, "Two"));

        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        empty.Messages.ShouldBeEmpty();
        empty.LeafId.ShouldBeNull();
        below.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await HistoryAsync(browser, first.ChatId)).Messages.Select(m => m.Id).ShouldBe([next.UserMessageId, next.MessageId]);
    }

    [Fact]
    public async Task A_fork_copies_the_branch_once_and_costs_nothing()
    {
        using var browser = Browser();
        var first = await SayAsync(browser, new PostMessageRequest(null, null, "One"));
        await SayAsync(browser, new PostMessageRequest(first.ChatId, null, "Two"));
        browser.DefaultRequestHeaders.Add("Idempotency-Key", Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString());

        using var forked = await browser.PostAsJsonAsync($"/api/chat/{first.ChatId}/forks", new ForkChatRequest(first.MessageId), Ct);
        using var again = await browser.PostAsJsonAsync($"/api/chat/{first.ChatId}/forks", new ForkChatRequest(first.MessageId), Ct);
        var copy = (await forked.Content.ReadFromJsonAsync<ForkChatResponse>(Ct))!;
        var history = await HistoryAsync(browser, copy.ChatId);

        forked.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await again.Content.ReadFromJsonAsync<ForkChatResponse>(Ct)).ShouldBe(copy);
        history.Messages.Select(m => m.Role).ShouldBe(["user", "assistant"]);
        history.Messages[1].Generation.ShouldBeNull();
        history.Messages[1].Html.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_copy_never_takes_the_place_of_a_strangers_chat()
    {
        using var owner = Browser();
        using var stranger = Browser();
        var theirs = await SayAsync(owner, new PostMessageRequest(null, null, "Theirs"));
        var own = await SayAsync(stranger, new PostMessageRequest(null, null, "Own"));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/chat/{own.ChatId}/forks") { Content = JsonContent.Create(new ForkChatRequest(own.MessageId)) };
        request.Headers.Add("Idempotency-Key", theirs.ChatId.ToString());

        using var forked = await stranger.SendAsync(request, Ct);

        forked.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Strangers_change_nothing_in_a_tree()
    {
        using var owner = Browser();
        using var stranger = Browser();
        var mine = await SayAsync(owner, new PostMessageRequest(null, null, "Mine"));
        await SayAsync(stranger, new PostMessageRequest(null, null, "Other"));

        using var branch = await stranger.PutAsJsonAsync($"/api/chat/{mine.ChatId}/branch", new SelectBranchRequest(mine.MessageId), Ct);
        using var deleted = await stranger.DeleteAsync($"/api/chat/{mine.ChatId}/messages/{mine.MessageId}", Ct);
        using var answered = await stranger.PostAsJsonAsync($"/api/chat/{mine.ChatId}/messages/{mine.MessageId}/answers", new AnswerAgainRequest(), Ct);
        using var forked = await stranger.PostAsJsonAsync($"/api/chat/{mine.ChatId}/forks", new ForkChatRequest(mine.MessageId), Ct);

        new[] { branch, deleted, answered, forked }.ShouldAllBe(response => response.StatusCode == HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("{\"wish\":\"louder\"}")]
    [InlineData("{\"model\":5}")]
    public async Task A_wish_that_is_none_is_refused(string body)
    {
        using var browser = Browser();
        var first = await SayAsync(browser, new PostMessageRequest(null, null, "One"));

        using var response = await browser.PostAsync(
            $"/api/chat/{first.ChatId}/messages/{first.MessageId}/answers", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Ct);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private HttpClient Browser()
    {
        var browser = app.Browser();
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return browser;
    }

    private static async Task<ChatHistoryResponse> HistoryAsync(HttpClient browser, Guid chat) =>
        (await browser.GetFromJsonAsync<ChatHistoryResponse>($"/api/chat/history/{chat}", Ct))!;

    /// <summary>Posts, and waits until the answer has ended.</summary>
    private static async Task<PostMessageResponse> SayAsync(HttpClient browser, PostMessageRequest request)
    {
        using var accepted = await browser.PostAsJsonAsync("/api/chat", request, Ct);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var posted = (await accepted.Content.ReadFromJsonAsync<PostMessageResponse>(Ct))!;
        await ChatApiTests.EndOfAsync(browser, posted.GenerationId);
        return posted;
    }
}
