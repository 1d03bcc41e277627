using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Messages;
using AIGenerator.Tests.Infrastructure;

namespace AIGenerator.Tests.Chat;

public sealed class ChatApiTests(TestApp app) : IClassFixture<TestApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_visitor_posts_watches_the_reply_to_its_end_and_reads_the_history()
    {
        using var browser = Browser();

        using var accepted = await browser.PostAsJsonAsync("/api/chat", new PostMessageRequest(null, null, "Hello"), Ct);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var posted = (await accepted.Content.ReadFromJsonAsync<PostMessageResponse>(Ct))!;
        var end = await EndOfAsync(browser, posted.GenerationId);
        var history = (await browser.GetFromJsonAsync<ChatHistoryResponse>($"/api/chat/history/{posted.ChatId}", Ct))!;
        var list = (await browser.GetFromJsonAsync<ListChatsResponse>("/api/chat", Ct))!;

        end.GetProperty("state").GetString().ShouldBe("succeeded");
        end.GetProperty("costCredits").GetInt64().ShouldBe(0);
        history.Messages[1].Generation!.State.ShouldBe("succeeded");
        history.Messages[1].Html.ShouldNotBeNullOrEmpty();
        list.Items.ShouldHaveSingleItem().IsRunning.ShouldBeFalse();
    }

    [Fact]
    public async Task The_receipt_of_an_answer_that_has_ended_names_who_answered()
    {
        using var browser = Browser();
        using var accepted = await browser.PostAsJsonAsync("/api/chat", new PostMessageRequest(null, null, "Hello"), Ct);
        var posted = (await accepted.Content.ReadFromJsonAsync<PostMessageResponse>(Ct))!;
        await EndOfAsync(browser, posted.GenerationId);

        var answer = await browser.GetStringAsync($"/en/chat/{posted.ChatId}/messages/{posted.MessageId}", Ct);

        answer.ShouldContain("<dd>AI Generator</dd>");
    }

    [Fact]
    public async Task A_chat_is_renamed_deleted_and_brought_back()
    {
        using var browser = Browser();
        using var accepted = await browser.PostAsJsonAsync("/api/chat", new PostMessageRequest(null, null, "Hello"), Ct);
        var chat = (await accepted.Content.ReadFromJsonAsync<PostMessageResponse>(Ct))!.ChatId;

        using var renamed = await browser.PatchAsJsonAsync($"/api/chat/{chat}", new RenameChatRequest("Інша назва"), Ct);
        using var deleted = await browser.DeleteAsync($"/api/chat/{chat}", Ct);
        using var gone = await browser.GetAsync($"/api/chat/history/{chat}", Ct);
        using var restored = await browser.PutAsync($"/api/chat/{chat}/restoration", null, Ct);
        var history = await browser.GetFromJsonAsync<ChatHistoryResponse>($"/api/chat/history/{chat}", Ct);

        renamed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        restored.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        history!.Title.ShouldBe("Інша назва");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"message\":\"\"}")]
    [InlineData("{\"message\":null}")]
    [InlineData("not json")]
    public async Task A_body_that_makes_no_sense_is_refused(string body)
    {
        using var browser = Browser();

        using var response = await browser.PostAsync("/api/chat", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Ct);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_message_beyond_the_limit_is_refused()
    {
        using var browser = Browser();

        using var response = await browser.PostAsJsonAsync("/api/chat", new PostMessageRequest(null, null, new string('x', 100_001)), Ct);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Strangers_chats_and_generations_do_not_exist()
    {
        using var owner = Browser();
        using var stranger = Browser();
        using var accepted = await owner.PostAsJsonAsync("/api/chat", new PostMessageRequest(null, null, "Hello"), Ct);
        using var own = await stranger.PostAsJsonAsync("/api/chat", new PostMessageRequest(null, null, "Hello"), Ct);
        var posted = (await accepted.Content.ReadFromJsonAsync<PostMessageResponse>(Ct))!;

        using var read = await stranger.GetAsync($"/api/chat/history/{posted.ChatId}", Ct);
        using var renamed = await stranger.PatchAsJsonAsync($"/api/chat/{posted.ChatId}", new RenameChatRequest("Mine"), Ct);
        using var deleted = await stranger.DeleteAsync($"/api/chat/{posted.ChatId}", Ct);
        using var stopped = await stranger.PutAsync($"/api/generations/{posted.GenerationId}/cancellation", null, Ct);

        new[] { read, renamed, deleted, stopped }.ShouldAllBe(response => response.StatusCode == HttpStatusCode.NotFound);
    }

    private HttpClient Browser()
    {
        var browser = app.Browser();
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return browser;
    }

    internal static async Task<JsonElement> EndOfAsync(HttpClient browser, Guid generation)
    {
        await using var stream = await browser.GetStreamAsync($"/api/events?topics=generation:{generation}~0", Ct);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(Ct) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                var message = JsonDocument.Parse(line[5..]).RootElement;
                if (message.GetProperty("type").GetString() == "end")
                {
                    return message.GetProperty("data");
                }
            }
        }

        throw new InvalidOperationException("The stream ended without the topic's end.");
    }
}
