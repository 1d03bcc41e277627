using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Messages;
using AIGenerator.Chat.Sharing;
using AIGenerator.Tests.Accounts;

namespace AIGenerator.Tests.Chat;

/// <summary>An Idempotency-Key stands for one wish: the same wish again is the first one, another one is refused and changes nothing.</summary>
public sealed class RepeatedKeyTests(AccountsApp app) : IClassFixture<AccountsApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_key_with_another_message_is_refused()
    {
        using var browser = Browser();
        var key = NewKey();
        var first = await SentAsync<PostMessageResponse>(browser, "/api/chat", key, new PostMessageRequest(null, null, "One"));
        var again = await SentAsync<PostMessageResponse>(browser, "/api/chat", key, new PostMessageRequest(null, null, " One "));
        await ChatApiTests.EndOfAsync(browser, first.GenerationId);

        again.MessageId.ShouldBe(first.MessageId);
        (await RefusedAsync(browser, "/api/chat", key, new PostMessageRequest(null, null, "Two"))).ShouldBe("chat.idempotency-key-taken");
        (await RefusedAsync(browser, "/api/chat", key, new PostMessageRequest(NewKey(), null, "One"))).ShouldBe("chat.idempotency-key-taken");
        (await browser.GetFromJsonAsync<ListChatsResponse>("/api/chat", Ct))!.Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_fork_is_of_one_message_and_takes_no_other_chats_place()
    {
        using var browser = Browser();
        var one = await SaidAsync(browser, "One");
        var two = await SaidAsync(browser, "Two");
        var key = NewKey();
        await SentAsync<ForkChatResponse>(browser, $"/api/chat/{one.ChatId}/forks", key, new ForkChatRequest(one.MessageId));

        (await RefusedAsync(browser, $"/api/chat/{one.ChatId}/forks", key, new ForkChatRequest(one.UserMessageId))).ShouldBe("chat.idempotency-key-taken");
        (await RefusedAsync(browser, $"/api/chat/{two.ChatId}/forks", key, new ForkChatRequest(two.MessageId))).ShouldBe("chat.idempotency-key-taken");
        (await RefusedAsync(browser, $"/api/chat/{two.ChatId}/forks", one.ChatId, new ForkChatRequest(two.MessageId))).ShouldBe("chat.idempotency-key-taken");
    }

    [Theory]
    [InlineData("forks")]
    [InlineData("shares")]
    public async Task Of_two_copies_at_once_under_one_key_one_is_made(string what)
    {
        using var browser = Browser();
        await browser.RegisterAsync();
        var one = await SaidAsync(browser, "One");
        var two = await SaidAsync(browser, "Two");
        for (var round = 0; round < 5; round++)
        {
            var key = NewKey();
            var answers = await Task.WhenAll(new[] { one, two }.Select(chat => SendAsync(
                browser, $"/api/chat/{chat.ChatId}/{what}", key, what == "forks" ? new ForkChatRequest(chat.MessageId) : new ShareChatRequest())));

            answers.Select(answer => answer.StatusCode).Order().ShouldBe([HttpStatusCode.Created, HttpStatusCode.Conflict]);
            foreach (var answer in answers)
            {
                answer.Dispose();
            }
        }
    }

    [Fact]
    public async Task A_models_name_that_no_database_takes_is_refused()
    {
        using var browser = Browser();
        var one = await SaidAsync(browser, "One");

        using var answer = await SendAsync(browser, $"/api/chat/{one.ChatId}/messages/{one.MessageId}/answers", NewKey(), new AnswerAgainRequest(Model: "a\0b"));

        ((int)answer.StatusCode).ShouldBeInRange(400, 499);
    }

    [Fact]
    public async Task What_is_private_is_kept_by_no_cache()
    {
        using var browser = Browser();
        await SaidAsync(browser, "One");

        using var list = await browser.GetAsync("/api/chat", Ct);

        list.Headers.CacheControl!.ToString().ShouldBe("no-store, private");
    }

    private static Guid NewKey() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    private static async Task<PostMessageResponse> SaidAsync(HttpClient browser, string text)
    {
        var posted = await SentAsync<PostMessageResponse>(browser, "/api/chat", NewKey(), new PostMessageRequest(null, null, text));
        await ChatApiTests.EndOfAsync(browser, posted.GenerationId);
        return posted;
    }

    private static async Task<T> SentAsync<T>(HttpClient browser, string path, Guid key, object body)
    {
        using var answer = await SendAsync(browser, path, key, body);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync(Ct));
        return (await answer.Content.ReadFromJsonAsync<T>(Ct))!;
    }

    private static async Task<string?> RefusedAsync(HttpClient browser, string path, Guid key, object body)
    {
        using var answer = await SendAsync(browser, path, key, body);
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString();
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient browser, string path, Guid key, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key.ToString());
        return await browser.SendAsync(request, Ct);
    }

    private HttpClient Browser()
    {
        var browser = app.Browser();
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return browser;
    }
}
